import { hash } from 'node:crypto';
import { canonicalRow } from '../../../lambda/domain/audit/canonical-row.ts';
import type { Row } from '../services.ts';
import { changesIn, count, type Invariant, text } from './left.ts';

/** A row as the trail hashes it: texts and lists of texts. */
const plain = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, { S, L }]) => [
      name,
      S === undefined ? (L as { S: string }[]).map((one) => one.S) : String(S),
    ]),
  );

const isRegister = (row: Row) => text(row, 'lane').startsWith('DAY#');

/** Each lane goes on from row to row without a gap, each row is as it was hashed, each lane is registered, and each begun mail has its row. */
export const auditWhole: Invariant = (left) => {
  const rows = left.services.rows('audit');
  const registered = new Set(rows.filter(isRegister).map((row) => text(row, 'seq')));
  const broken: string[] = [];
  const say = (row: Row, what: string) => broken.push(`${text(row, 'lane')}/${text(row, 'seq')} ${what}`);
  const heads = new Map<string, { seq: number; hash: string }>();
  const inOrder = rows
    .filter((row) => !isRegister(row))
    .toSorted((a, b) => (text(a, 'seq') < text(b, 'seq') ? -1 : 1));
  for (const row of inOrder) {
    const lane = text(row, 'lane');
    const head = heads.get(lane) ?? { seq: 0, hash: '' };
    if (!registered.has(lane)) say(row, 'is in a lane that no register names');
    if (Number(text(row, 'seq')) !== head.seq + 1) say(row, `follows ${head.seq}`);
    if (text(row, 'prevHash') !== head.hash) say(row, 'does not go on from the row before');
    heads.set(lane, { seq: Number(text(row, 'seq')), hash: text(row, 'hash') });
  }
  for (const row of rows)
    if (hash('sha256', canonicalRow(plain(row)), 'base64url') !== text(row, 'hash'))
      say(row, 'is not as it was hashed');
  for (const { before, after } of changesIn(left, 'audit'))
    if (before) say(after ?? before, 'was changed or removed');
  return [...broken, ...withoutRow(left)];
};

/** Sending that began without a row of it. */
const withoutRow: (...given: Parameters<Invariant>) => readonly string[] = (left) => {
  const told = new Map<string, number>();
  for (const row of left.services.rows('audit'))
    if (text(row, 'action') === 'MAIL_BEGUN')
      told.set(text(row, 'mailId'), (told.get(text(row, 'mailId')) ?? 0) + 1);
  const begun = new Map<string, number>();
  for (const { before, after } of changesIn(left, 'records')) {
    const isBegun = text(after, 'kind') === 'MAIL' && text(after, 'state') === 'SENDING';
    if (isBegun && count(after, 'attempt') === count(before, 'attempt') + 1)
      begun.set(text(after, 'id'), (begun.get(text(after, 'id')) ?? 0) + 1);
  }
  return [...begun]
    .filter(([id, times]) => told.get(id) !== times)
    .map(([id, times]) => `${id} was begun ${times} times, ${told.get(id) ?? 0} rows tell of it`);
};
