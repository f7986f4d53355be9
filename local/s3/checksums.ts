import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** S3's checksum algorithms by the ending of their header, `x-amz-checksum-…`; each gives bytes, sent as base64. */
export const checksums: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  crc32: (content) => asBytes(crc32(content)),
  crc32c: (content) => asBytes(crc32c(content)),
  crc64nvme: (content) => crc64nvme(content),
  sha1: (content) => createHash('sha1').update(content).digest(),
  sha256: (content) => createHash('sha256').update(content).digest(),
};

function asBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** CRC-32C (Castagnoli), reflected polynomial 0x82F63B78. */
const table32 = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(content: Buffer): number {
  let value = 0xffffffff;
  for (const byte of content) value = (value >>> 8) ^ (table32[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** CRC-64/NVME, reflected polynomial 0x9A6C9329AC4BC9B5. */
const table64 = Array.from({ length: 256 }, (_, at) => {
  let value = BigInt(at);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  return value;
});

function crc64nvme(content: Buffer): Buffer {
  const all = 0xffffffffffffffffn;
  let value = all;
  for (const byte of content) value = (value >> 8n) ^ (table64[Number(value & 0xffn) ^ byte] ?? 0n);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value ^ all);
  return bytes;
}
