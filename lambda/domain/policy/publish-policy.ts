import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { announcePolicy } from '../campaign/announce-policy.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import { languages, type StaffViewer } from '../viewer.ts';
import { type PolicyDraft, requireDraft } from './draft.ts';
import { requireLawful } from './judge-law.ts';
import type { PolicyVersion } from './version.ts';

/**
 * Publishes an approved draft as the version after the last, in force from one instant (P7.4): far enough ahead that every process knows
 * the version by then, and behind the instant of the version before. Never altered afterwards (P7.2). Every customer is told by mail.
 * @throws DomainError NOT_FOUND, NOT_APPROVED (not by another person, or not these words), ALREADY_PUBLISHED, and the codes of `lawRules`
 */
export async function publishPolicy(
  deps: Pick<
    Ports,
    'now' | 'commit' | 'blindIndex' | 'policies' | 'policyDrafts' | 'campaigns' | 'jobs' | 'idempotency'
  >,
  viewer: StaffViewer,
  call: { idempotencyKey: string; draftId: string },
): Promise<{ version: number }> {
  const { idempotencyKey, draftId } = call;
  const caller = `staff:${viewer.subject}`;
  const scope = { caller, operation: 'publishPolicy', idempotencyKey, input: draftId };
  return once(deps, scope, async () => {
    const draft = await requireDraft(deps, draftId);
    judgeDraft(draft);
    requireLawful(draft.content);
    const next = versionAfter(await deps.policies.versionsNow(), draft, deps.now());
    const { version } = next;
    return {
      writes: [
        // A number that somebody else took meanwhile is no answer to this draft: it gets the one after.
        { ...deps.policies.insert(next), refusal: 'STALE_REVISION' },
        deps.policyDrafts.replace(draft, { ...draft, state: 'PUBLISHED', version }),
        ...announcePolicy(deps, next, draft),
      ],
      audit: [entryOf(viewer, { action: 'PUBLISH_POLICY', reference: draftId })],
      result: { version },
    };
  });
}

function judgeDraft({ state, approval, author, digest }: PolicyDraft): void {
  if (state === 'PUBLISHED') throw new DomainError('ALREADY_PUBLISHED', ['draftId']);
  const isApproved =
    state === 'APPROVED' &&
    approval !== undefined &&
    approval.by !== author &&
    languages.every((language) => approval.digest[language] === digest[language]);
  if (!isApproved) throw new DomainError('NOT_APPROVED', ['draftId']);
}

function versionAfter(
  versions: readonly PolicyVersion[],
  { content, digest }: PolicyDraft,
  now: Date,
): PolicyVersion {
  const last = versions.at(-1);
  const soonest = now.getTime() + milliseconds({ seconds: limits.policyNoticeSeconds });
  const behindLast = last === undefined ? 0 : Date.parse(last.effectiveAt) + 1;
  return {
    ...content,
    version: (last?.version ?? 0) + 1,
    publishedAt: now.toISOString(),
    effectiveAt: new Date(Math.max(soonest, behindLast)).toISOString(),
    digest,
  };
}
