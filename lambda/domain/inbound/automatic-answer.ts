import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { MailVariables } from '../mail/templates.ts';
import type { Write } from '../ports/commit.ts';
import type { Counter } from '../ports/counters.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { ToFile } from './file-for-subject.ts';
import { attachmentRefusals, type ParsedAttachment } from './parsed-mail.ts';
import type { Whose } from './whose-filing.ts';

export type AnswerDeps = Pick<Ports, 'now' | 'random' | 'outbox' | 'counters'>;

/**
 * The automatic answer to a mail, with what it takes of the sender's allowance: it names the request and what was not kept. To a customer it goes to
 * the registered address, to a correspondent with the notice of what is kept of them (P1.4).
 * @returns nothing when it is answered by nothing
 */
export function automaticAnswer(
  deps: AnswerDeps,
  sealing: Pick<ReadySealing, 'seal'>,
  { filing, mail, by, mayAnswer }: ToFile,
  about: Pick<Whose, 'keyring' | 'language' | 'keptUntil'> & {
    readonly reference: string;
    /** All that came, kept or not. */
    readonly came: readonly ParsedAttachment[];
  },
): readonly Write[] {
  const { keyring, language, keptUntil, reference, came } = about;
  const [address] = mail.fromIndexes ?? [];
  if (!filing.isAnswered || !mayAnswer || address === undefined) return [];
  // Apart, so that nobody who writes in another's name spends that one's answers.
  const proof = filing.isUnproven ? 'unproven' : 'proven';
  const allowance = {
    key: `automatic-answers:${proof}:${address}`,
    limit: limits.automaticAnswersPerDay,
    windowSeconds: 86_400,
    now: deps.now(),
  };
  const known = { reference, refused: refusedIn(came) };
  const filled =
    keptUntil === undefined
      ? ({
          template: 'REQUEST_RECEIVED',
          variables: { ...known, ...(filing.isUnproven && { isUnproven: true }) },
        } as const)
      : ({ template: 'CORRESPONDENT_NOTICE', variables: { ...known, keptUntil } } as const);
  const draft = { language, filled, requestedBy: `system:${by}`, requestId: mail.id };
  return [
    enqueueMail(deps, sealing, keyring, draft).write,
    deps.counters.add(allowance, 1, 'RATE_LIMITED'),
    ...(filing.isUnproven ? [deps.counters.add(ofAll(address, allowance.now), 1, 'RATE_LIMITED')] : []),
  ];
}

/** The allowance of all unproven senders together, in shards so that no counter is hot: whose address it is, its sender chose. */
function ofAll(address: string, now: Date): Counter {
  const shard = (hash('sha256', address, 'buffer')[0] ?? 0) % limits.indexShards;
  return {
    key: `automatic-answers:unproven:all:${shard}`,
    limit: Math.floor(limits.unprovenAnswersPerHour / limits.indexShards),
    windowSeconds: 3600,
    now,
  };
}

/** How many files were not kept, for each reason. */
function refusedIn(came: readonly ParsedAttachment[]): MailVariables['REQUEST_RECEIVED']['refused'] {
  return attachmentRefusals.flatMap((code) => {
    const count = came.filter(({ refused }) => refused === code).length;
    return count === 0 ? [] : [{ code, count }];
  });
}
