import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { RefuseDeps } from '../contact/refuse.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type FilingDeps, type PlannedFiling, planFiling } from './file-for-subject.ts';
import { finishMail } from './finish-mail.ts';
import { honourRefusal } from './honour-refusal.ts';
import type { InboundMail } from './inbound-mail.ts';
import { judgeInbound } from './judge-inbound.ts';
import { restOfMail } from './keep-files.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { againAt, type ReceiveDeps } from './receive-mail.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { type WeighDeps, weighMail } from './weigh-mail.ts';

export type FileMailDeps = FilingDeps &
  WeighDeps &
  RefuseDeps &
  Pick<ReceiveDeps, 'mailboxes'> &
  Pick<Ports, 'commit' | 'inboundMails' | 'inboundBucket' | 'readInbound' | 'log'>;

/** Tries when something that it is judged by changes at the same moment. */
const readings = { STALE_REVISION: 6, RATE_LIMITED: 1 } as const;

/**
 * Files a mail: reads the raw object, judges, and writes all that follows in one transaction, after the sealed files are in the bucket and
 * before the raw object goes. Killed between any two steps, it is filed by the next attempt, and never twice: each attempt is of one
 * process alone.
 * @param taken the mail, the attempt it has taken by the caller
 * @param by name of the deployed function that acts
 * @throws DomainError NOT_FOUND when its raw object is not there; TEMPORARILY_UNAVAILABLE
 */
export async function fileMail(deps: FileMailDeps, taken: InboundMail, by: string): Promise<void> {
  const parsed = await readWhole(deps, taken.id);
  const isRefused = await honourRefusal(deps, taken, parsed);
  let mayAnswer = true;
  const settled = await reread(readings, async () => {
    const weighed = await weighMail(deps, taken, parsed, isRefused);
    const outcome = judgeInbound(weighed.facts);
    const plan: PlannedFiling =
      outcome.do === 'FILED'
        ? await planFiling(deps, { ...weighed, mail: taken, parsed, filing: outcome, by, mayAnswer })
        : { writes: [], audit: [], filed: undefined };
    const cause = outcome.do === 'DROPPED' ? outcome.cause : undefined;
    const after = settledMail(taken, outcome.do, cause, plan, deps.now());
    const action = outcome.do === 'DROPPED' ? 'DROP_MAIL' : 'FILE_MAIL';
    const entry = systemEntryOf(by, taken.id, { action, mailId: taken.id, ...plan.facts });
    try {
      await deps.commit([deps.inboundMails.replace(taken, after), ...plan.writes], [entry, ...plan.audit]);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'RATE_LIMITED') mayAnswer = false;
      if (!(await isStillTaken(deps, taken))) return undefined;
      throw error;
    }
    tell(deps, after, outcome.do === 'FILED' ? outcome.quarantine : cause);
    return after;
  });
  if (settled) return finishMail(deps, settled);
  // Another attempt was faster, and may have looked for leftovers before this one put any.
  const current = await deps.inboundMails.load(taken.id);
  if (current?.filed) await removeLeftovers(deps, current);
}

/** The raw mail, read: the whole, or of a larger one its beginning. */
async function readWhole(
  { inboundBucket, readInbound }: Pick<Ports, 'inboundBucket' | 'readInbound'>,
  id: string,
): Promise<ParsedMail> {
  const head = await inboundBucket.readRaw(id, limits.inboundHeadBytes);
  if (!head) throw new DomainError('NOT_FOUND');
  const isCut = head.size > limits.inboundBytes;
  const isWhole = isCut || head.bytes.length >= head.size;
  const raw = isWhole ? head : await inboundBucket.readRaw(id, limits.inboundBytes);
  if (!raw) throw new DomainError('NOT_FOUND');
  const parsed = await readInbound(raw.bytes, { isCut });
  const isTold = parsed.attachments.some(({ refused }) => refused === 'CUT');
  return isCut && !isTold ? { ...parsed, attachments: [...parsed.attachments, restOfMail] } : parsed;
}

/** Due again soon, for its raw object is still there. */
const settledMail = (
  mail: InboundMail,
  state: 'FILED' | 'REFUSED' | 'DROPPED',
  cause: string | undefined,
  { filed }: PlannedFiling,
  now: Date,
): InboundMail => ({ ...mail, state, cause, filed, version: mail.version + 1, dueAt: againAt(now) });

/** Whether nobody else, nor this attempt itself by a transaction whose answer was lost, has settled it meanwhile. */
async function isStillTaken(
  { inboundMails }: Pick<Ports, 'inboundMails'>,
  { id, version }: InboundMail,
): Promise<boolean> {
  return (await inboundMails.load(id))?.version === version;
}

function tell({ log }: Pick<Ports, 'log'>, { id, state }: InboundMail, cause: string | undefined): void {
  const facts = { mailId: id, ...(cause !== undefined && { code: cause }) };
  if (state === 'DROPPED') log.info('inbound_mail_dropped', facts);
  else if (state === 'FILED' && cause !== undefined) log.warn('inbound_mail_quarantined', facts);
  else log.info('inbound_mail_filed', { ...facts, state });
}
