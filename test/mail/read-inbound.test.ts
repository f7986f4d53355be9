import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createReadInbound } from '../../lambda/mail/read-inbound.ts';
import type { BrokenMails } from '../fixtures/broken-mails/broken-mail.ts';
import { brokenCharsets } from '../fixtures/broken-mails/charsets.ts';
import { brokenEncodings } from '../fixtures/broken-mails/encodings.ts';
import { brokenFiles } from '../fixtures/broken-mails/files.ts';
import { brokenHeads } from '../fixtures/broken-mails/heads.ts';
import { brokenHtml } from '../fixtures/broken-mails/html.ts';
import { brokenParts } from '../fixtures/broken-mails/parts.ts';
import { brokenSenders } from '../fixtures/broken-mails/senders.ts';
import { expectClean } from './clean-mail.ts';

const read = createReadInbound();
const tables: Readonly<Record<string, BrokenMails>> = {
  head: brokenHeads,
  sender: brokenSenders,
  'character set': brokenCharsets,
  encoding: brokenEncodings,
  parts: brokenParts,
  HTML: brokenHtml,
  files: brokenFiles,
};

describe.each(Object.entries(tables))('a mail broken in its %s', (_, table) => {
  const mails = table(`t${randomBytes(6).toString('hex')}`);
  it.each(Object.entries(mails))('%s', async (_name, broken) => {
    const parsed = await read(broken.raw, { isCut: false });
    expectClean(parsed, broken.raw.length);
    const said = `${parsed.text}\n${parsed.quoted ?? ''}`;
    for (const word of broken.words ?? []) expect(said).toContain(word);
    for (const word of broken.gone ?? []) expect(said).not.toContain(word);
    if (broken.subject !== undefined) expect(parsed.subject).toBe(broken.subject);
    if (broken.from) expect(parsed.from.map(({ address }) => address)).toEqual(broken.from);
    const files = parsed.attachments.map(({ name, contentType, refused }) =>
      refused ? [name, contentType, refused] : [name, contentType],
    );
    expect(files).toEqual(broken.files ?? []);
  });
});

it('has a table of sixty and more', () => {
  const names = Object.values(tables).flatMap((table) => Object.keys(table('x')));
  expect(new Set(names).size).toBeGreaterThanOrEqual(60);
});
