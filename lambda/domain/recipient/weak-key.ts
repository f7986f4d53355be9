const bigEndian = (base64url: string): bigint =>
  BigInt(`0x0${Buffer.from(base64url, 'base64url').toString('hex')}`);

/** Bits of a modulus: fewer are broken within a lifetime (NIST SP 800-57 1, 5.6), more cost every sealing dearly. */
const fewestBits = 2048;
const mostBits = 8192;
/** The product of the odd primes to 199: a modulus of two large primes shares none of them. */
const smallPrimes = (() => {
  let product = 1n;
  for (let n = 3n; n < 200n; n += 2n) if (gcd(n, product) === 1n) product *= n;
  return product;
})();

function gcd(one: bigint, other: bigint): bigint {
  return other === 0n ? one : gcd(other, one % other);
}

/** Whether an RSA key must not be used: too short, too long, even, with a small factor, or with an exponent under 65537 (FIPS 186-5, A.1.1). */
export function isWeakModulus(n: string, e: string): boolean {
  const [modulus, exponent] = [bigEndian(n), bigEndian(e)];
  const bits = modulus.toString(2).length;
  if (bits < fewestBits || bits > mostBits || modulus % 2n === 0n) return true;
  if (exponent < 65_537n || exponent % 2n === 0n || exponent >= 1n << 64n) return true;
  return gcd(modulus, smallPrimes) !== 1n;
}

const prime = 2n ** 255n - 19n;
/** Coordinates with which everybody agrees on the same secret: zero (RFC 7748, 6.1). */
const smallOrder = [
  0n,
  1n,
  prime - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
];

/** Whether a public key of X25519 gives a shared secret that is known beforehand. @param x little-endian, 32 bytes */
export function isSmallOrder(x: string): boolean {
  const bytes = Buffer.from(x, 'base64url').reverse();
  const coordinate = bigEndian(bytes.toString('base64url')) & ((1n << 255n) - 1n);
  return smallOrder.includes(coordinate % prime);
}
