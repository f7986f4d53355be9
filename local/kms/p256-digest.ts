import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

/*
 * ECDSA over P-256 of a digest that the caller computed (FIPS 186-5, 6.4). Node signs messages only and would hash the
 * digest again. Plain arithmetic, not constant in time: for the local cloud alone.
 */
type Point = readonly [x: bigint, y: bigint] | undefined;

const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const base: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

/** Signs a 32-byte digest; answers r and s. */
export function signDigest(privateKey: KeyObject, digest: Buffer): { r: bigint; s: bigint } {
  const d = fromBase64Url(privateKey.export({ format: 'jwk' }).d);
  for (;;) {
    const k = BigInt(`0x${randomBytes(40).toString('hex')}`) % n;
    const r = (multiply(base, k)?.[0] ?? 0n) % n;
    if (r === 0n) continue;
    const s = modulo(invert(k, n) * (asNumber(digest) + r * d), n);
    if (s !== 0n) return { r, s };
  }
}

/** Whether r and s sign the 32-byte digest under the key's public half. */
export function verifyDigest(key: KeyObject, digest: Buffer, { r, s }: { r: bigint; s: bigint }): boolean {
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  const w = invert(s, n);
  const left = multiply(base, modulo(asNumber(digest) * w, n));
  const right = multiply([fromBase64Url(x), fromBase64Url(y)], modulo(r * w, n));
  const sum = add(left, right);
  return sum !== undefined && sum[0] % n === r;
}

function add(one: Point, other: Point): Point {
  if (!one) return other;
  if (!other) return one;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && modulo(y1 + y2, p) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * invert(2n * y1, p) : (y2 - y1) * invert(x2 - x1, p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

function multiply(point: Point, times: bigint): Point {
  let sum: Point;
  let power = point;
  for (let left = times; left > 0n; left >>= 1n) {
    if (left & 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

function invert(value: bigint, by: bigint): bigint {
  let [a, b] = [modulo(value, by), by];
  let [x, y] = [1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b % a, a];
    [x, y] = [y - quotient * x, x];
  }
  return modulo(x, by);
}

const modulo = (value: bigint, by: bigint) => ((value % by) + by) % by;
const asNumber = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
const fromBase64Url = (text: string | undefined) => asNumber(Buffer.from(text ?? '', 'base64url'));
