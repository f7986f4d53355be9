import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import type { PolicyContent } from './version.ts';

export const draftStates = ['DRAFTED', 'APPROVED', 'PUBLISHED'] as const;

/** What a version is to say. Its content is never changed: whoever wants other words writes another draft. */
export interface PolicyDraft {
  readonly id: string;
  readonly state: (typeof draftStates)[number];
  readonly content: PolicyContent;
  /** `digestOf` each language. */
  readonly digest: Readonly<Record<Language, string>>;
  /** Subject of the employee who wrote it. */
  readonly author: string;
  readonly draftedAt: string;
  /** Who approved it, another person than the author, and the digest of what was approved. */
  readonly approval:
    | { readonly by: string; readonly at: string; readonly digest: Readonly<Record<Language, string>> }
    | undefined;
  /** The number it was published under. */
  readonly version: number | undefined;
}

/** @throws DomainError NOT_FOUND */
export async function requireDraft(deps: Pick<Ports, 'policyDrafts'>, id: string): Promise<PolicyDraft> {
  const draft = await deps.policyDrafts.load(id);
  if (!draft) throw new DomainError('NOT_FOUND', ['draftId']);
  return draft;
}
