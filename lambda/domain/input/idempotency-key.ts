import { type Parser, refuse } from './parser.ts';

/** 8 to 128 characters of `A-Z a-z 0-9 . _ : -`, the caller's own, new for each thing it wants done once. */
export const idempotencyKey: Parser<string> = (value, path, issues) =>
  typeof value === 'string' && /^[A-Za-z0-9._:-]{8,128}$/.test(value)
    ? value
    : refuse(issues, 'IDEMPOTENCY_KEY_INVALID', path);
