import { entryOf } from '../audit/entry.ts';
import { DomainError, type Issue } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { PolicyDraft } from './draft.ts';
import { parseContent } from './parse-content.ts';
import { digestOf, type PolicyContent } from './version.ts';

/**
 * Writes down what the next version of the policy is to say (P7.2). It binds nobody before a second person approved it and it was published.
 * @throws DomainError those of `parseContent`, below `content` but for `lawOverride`
 */
export async function draftPolicy(
  deps: Pick<Ports, 'now' | 'random' | 'commit' | 'blindIndex' | 'policyDrafts' | 'idempotency'>,
  viewer: StaffViewer,
  call: { idempotencyKey: string; content: unknown; lawOverride: string | undefined },
): Promise<{ draftId: string }> {
  const { idempotencyKey, lawOverride = null } = call;
  const content = parseDraft(call);
  const input = { content: call.content, lawOverride };
  const scope = { caller: `staff:${viewer.subject}`, operation: 'draftPolicy', idempotencyKey, input };
  return once(deps, scope, async () => {
    const draft: PolicyDraft = {
      id: deps.random.id(),
      state: 'DRAFTED',
      content,
      digest: { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') },
      author: viewer.subject,
      draftedAt: deps.now().toISOString(),
      approval: undefined,
      version: undefined,
    };
    return {
      writes: deps.policyDrafts.insert(draft),
      audit: [entryOf(viewer, { action: 'DRAFT_POLICY', reference: draft.id })],
      result: { draftId: draft.id },
    };
  });
}

/** The operator's reason stands beside `content` in the input, and within it in what is kept. */
function parseDraft({
  content,
  lawOverride,
}: {
  content: unknown;
  lawOverride: string | undefined;
}): PolicyContent {
  try {
    return parseContent({ ...(content as object), ...(lawOverride === undefined ? {} : { lawOverride }) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first, ...more] = error.issues.map(
      ({ code, path }): Issue => ({ code, path: path[0] === 'lawOverride' ? path : ['content', ...path] }),
    );
    throw first ? DomainError.of([first, ...more]) : error;
  }
}
