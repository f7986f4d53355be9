import { setTimeout as pause } from 'node:timers/promises';
import { seenMessageId } from '../../../local/ses/mailbox.ts';
import type { Arriving } from '../incoming.ts';
import type { TakenMail } from '../post.ts';
import { canary } from './person.ts';
import type { Stage } from './stage.ts';
import { rawOf, type Writing } from './writing.ts';

const support = 'support@cloudfly.example';
const refusals = 'refuse@cloudfly.example';

/** A mail that came in, as whoever wrote it knows it. */
export interface WrittenMail extends Omit<Arriving, 'raw'> {
  /** SES's id. */
  readonly id: string;
  /** Of whoever it says it is from. */
  readonly address: string;
  /** It says so of nobody else. */
  readonly isOneSender: boolean;
  readonly messageId: string;
  /** A program wrote it, and says so. */
  readonly isAutomatic: boolean;
  /** How many came with it. */
  readonly files: number;
  /** What stands in it and nowhere else. */
  readonly words: readonly string[];
}

/** Somebody who writes from an address, and how the receiving server judges that. */
interface Writer {
  readonly address: string;
  readonly proof: Pick<Arriving, 'dmarc' | 'spf'>;
}

const proven = { dmarc: 'PASS', spf: 'PASS' } as const;
/** Of a domain that says nothing of who may send for it. */
const unproven = { dmarc: 'GRAY', spf: 'GRAY' } as const;
const vouchedFor = { dmarc: 'GRAY', spf: 'PASS' } as const;
const forged = { dmarc: 'FAIL', spf: 'FAIL' } as const;
const unjudged = { dmarc: 'PROCESSING_FAILED', spf: 'PROCESSING_FAILED' } as const;

/** People and programs write to us: customers from addresses that are theirs, strangers, and others in the name of either. */
export async function writeMails(stage: Stage, pauses: readonly number[]): Promise<void> {
  const { draw } = stage;
  const strangers = [0, 1].map(() => `${canary(draw, 'w')}@mail.example`);
  if (draw.often(0.7)) await somebodyKnown(stage);
  const count = 1 + draw.below(6);
  for (let written = 0; written < count; written++) {
    await pause(draw.one(pauses) * (0.5 + draw()));
    const addresses = [...stage.people.flatMap(({ emails }) => emails), ...strangers];
    const writer = {
      address: draw.one(addresses),
      proof: draw.one([proven, proven, proven, unproven, vouchedFor, forged, unjudged]),
    };
    const writing = write(stage, writer);
    await send(stage, writer, writing);
    // The sender's own server was not sure.
    if (draw.often(0.15)) await send(stage, writer, writing);
  }
}

/** Waits until there are customers, and mails that they got. */
async function somebodyKnown({ people, draw }: Stage): Promise<void> {
  for (let tries = 0; tries < 20 && people.every(({ id }) => id === undefined); tries++) await pause(10_000);
  await pause(draw.one([0, 30_000, 120_000]));
}

/** What somebody writes: something new, a reply to a mail that they got, or a refusal. */
function write({ draw, services }: Stage, { address }: Writer): Writing {
  const own = services.post.taken.filter(({ mail }) => mail.destinations.includes(address));
  const refusable = own.filter((mail) => fieldOf(mail, 'list-unsubscribe') !== undefined);
  const isRefusal = draw.often(refusable.length > 0 ? 0.4 : 0.1);
  const among = isRefusal ? refusable : own;
  const answered = among.length > 0 && draw.often(0.7) ? draw.one(among) : undefined;
  const files = Array.from({ length: draw.often(0.3) ? 1 + draw.below(2) : 0 }, () => ({
    name: `${canary(draw, 'file')}.txt`,
    content: Buffer.concat([
      Buffer.from(canary(draw, 'inside')),
      Buffer.alloc(draw.one([0, 0, 0, 200_000]), ' '),
    ]),
  }));
  const named = `"${canary(draw, 'name')}" <${address}>`;
  const from = draw.often(0.9)
    ? named
    : draw.one([undefined, `${address}, ${canary(draw, 'b')}@mail.example`]);
  return {
    from,
    to: isRefusal ? refusalAddress(answered) : ((answered && fieldOf(answered, 'reply-to')) ?? support),
    subject: canary(draw, 'about'),
    text: isRefusal && draw.often(0.5) ? '' : canary(draw, 'said'),
    messageId: `<${canary(draw, 'id')}@mail.example>`,
    ...(answered && draw.often(0.7) && { inReplyTo: seenMessageId(answered.mail) }),
    files: isRefusal ? [] : files,
    fields: draw.often(0.1) ? [draw.one(['Auto-Submitted: auto-replied', 'Precedence: bulk'])] : [],
  };
}

const fieldOf = ({ read }: TakenMail, name: string): string | undefined =>
  read.headers.find((field) => field.name.toLowerCase() === name)?.value;

/** With the token of the mail that is refused, where it has one. */
const refusalAddress = (answered: TakenMail | undefined): string =>
  /<mailto:([^>?]+)/.exec((answered && fieldOf(answered, 'list-unsubscribe')) ?? '')?.[1] ?? refusals;

async function send(stage: Stage, { address, proof }: Writer, writing: Writing): Promise<void> {
  const { draw, incoming, written } = stage;
  const isNull = draw.often(0.05);
  const arriving = {
    ...proof,
    sender: isNull ? '' : address,
    recipients: [writing.to],
    spam: draw.often(0.05) ? 'FAIL' : 'PASS',
    virus: draw.often(0.05) ? 'FAIL' : 'PASS',
    isUnreadable: draw.often(0.03),
  } as const;
  const { from, messageId, subject, text, files, fields } = writing;
  const id = await incoming.take({ ...arriving, raw: rawOf(writing) });
  const inFiles = files.flatMap(({ name, content }) => [name, content.toString().trim()]);
  const named = /"(\w+)"/.exec(from ?? '')?.[1] ?? '';
  stage.trace.note(`a mail comes in: ${proof.dmarc}`);
  written.push({
    ...arriving,
    ...{
      id,
      messageId,
      files: files.length,
      words: [named, subject, text, ...inFiles].filter(Boolean),
      isAutomatic: fields.length > 0 || isNull,
    },
    ...{ address, isOneSender: from?.endsWith(`<${address}>`) ?? false },
  });
}
