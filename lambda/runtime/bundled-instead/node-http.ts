/**
 * Node's own `node:http`, fetched as CommonJS does. An `import` of it reads every one of its exports, and one of them, `WebSocket`, loads
 * all of undici. Nodemailer asks for the whole of it, as its default.
 */
const http = process.getBuiltinModule('node:http');

export { http as default };
export const { Agent, request } = http;
