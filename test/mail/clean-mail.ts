import { expect } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { ParsedMail } from '../../lambda/domain/inbound/parsed-mail.ts';

/** What holds for every mail, whatever was in it: clean texts, and nothing larger than what came. */
export function expectClean(parsed: ParsedMail, rawBytes: number): void {
  const { text, quoted = '', subject, from, attachments, references, automatic, messageId = '' } = parsed;
  const names = [subject, messageId, ...references, ...from.flatMap(({ address, name }) => [address, name])];
  const lines = [...names, ...attachments.map(({ name }) => name), ...Object.values(automatic)];
  for (const words of [text, quoted]) {
    expect(words).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u);
    expect(words.isWellFormed()).toBe(true);
    expect(words.normalize('NFC')).toBe(words);
  }
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
  // A character that is no UTF-8 takes one byte and becomes three.
  expect(Buffer.byteLength(text) + Buffer.byteLength(quoted)).toBeLessThanOrEqual(3 * rawBytes + 100);
  expect(from.length).toBeLessThanOrEqual(20);
  expect(references.length).toBeLessThanOrEqual(limits.inboundReferences);
  const kept = attachments.filter(({ refused }) => !refused);
  expect(kept.length).toBeLessThanOrEqual(limits.attachments);
  for (const { name, bytes, refused, contentType } of attachments) {
    expect(name).not.toBe('');
    expect(name.length).toBeLessThanOrEqual(limits.attachmentName);
    expect(name).not.toMatch(/[/\\]/);
    expect(bytes.length).toBeLessThanOrEqual(refused ? 0 : limits.attachmentBytes);
    expect(contentType).not.toMatch(/html|xml$|svg|script/);
  }
}
