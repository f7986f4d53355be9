import { describe, expect, it } from 'vitest';
import { type GatewayEvent, readGatewayEvent } from '../../lambda/runtime/gateway-event.ts';

const rest: GatewayEvent = {
  httpMethod: 'get',
  path: '/graphql',
  multiValueHeaders: { Accept: ['a', 'b'], 'X-Reference': ['SUP-1'] },
  headers: { Accept: 'b', 'X-Only': 'here' },
  multiValueQueryStringParameters: { a: ['1', '2'] },
  queryStringParameters: { a: '2' },
  requestContext: { requestId: '0f1e2d3c-aaaa', identity: { sourceIp: '192.0.2.7' } },
  body: null,
};
const http: GatewayEvent = {
  version: '2.0',
  rawPath: '/graphql',
  rawQueryString: 'a=1&a=%C3%A1',
  headers: { accept: 'a' },
  requestContext: { requestId: 'bad id with, words', http: { method: 'POST', sourceIp: '2001:db8::7' } },
  body: Buffer.from('xin chào').toString('base64'),
  isBase64Encoded: true,
};
const read = (event: GatewayEvent) => readGatewayEvent(event, () => 'FRESH');

describe('an event of API Gateway', () => {
  it('of payload format 1.0', () => {
    const request = read(rest);
    expect(request).toMatchObject({
      method: 'GET',
      requestId: '0f1e2d3c-aaaa',
      body: undefined,
      origin: { address: '192.0.2.7' },
    });
    expect(Object.fromEntries(request.headers)).toEqual({
      accept: 'a, b',
      'x-reference': 'SUP-1',
      'x-only': 'here',
    });
    expect(request.query.getAll('a')).toEqual(['1', '2']);
  });

  it('of payload format 2.0', () => {
    const request = read(http);
    expect(request).toMatchObject({ method: 'POST', requestId: 'FRESH', origin: { address: '2001:db8::7' } });
    expect(request.query.getAll('a')).toEqual(['1', 'á']);
    expect(request.body?.toString('utf8')).toBe('xin chào');
  });

  it('gives a request id of its own in place of one that is none', () => {
    for (const requestId of ['', 'short', 'a b c d e f g', 'x'.repeat(65), 'new\nline-------'])
      expect(read({ ...rest, requestContext: { requestId } }).requestId).toBe('FRESH');
  });

  it.each([
    ['198.51.100.10:46532', { address: '198.51.100.10', port: 46_532 }],
    ['2001:db8::1:46532', { address: '2001:db8::1', port: 46_532 }],
    ['[2001:db8::1]:443', { address: '2001:db8::1', port: 443 }],
    ['not an address:1', { address: '192.0.2.7' }],
    ['198.51.100.10', { address: '192.0.2.7' }],
    ['', { address: '192.0.2.7' }],
  ])('knows the viewer behind CloudFront by %j', (header, origin) => {
    const headers = { 'CloudFront-Viewer-Address': header, 'x-forwarded-for': '203.0.113.9' };
    expect(read({ ...rest, multiValueHeaders: null, headers }).origin).toEqual(origin);
  });

  it('is refused when it is none', () => {
    for (const event of [{}, { Records: [] }, { source: 'clock' }])
      expect(() => read(event as GatewayEvent)).toThrow(TypeError);
  });
});
