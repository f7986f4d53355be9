import type { PolicyDraft } from '../policy/draft.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Write } from './commit.ts';

export interface PolicyStore {
  /** Every version ever published, oldest first; cached shorter than the notice a publication gives. */
  versions(): Promise<readonly PolicyVersion[]>;
  /** The same as the table has them this moment; what is cached is renewed. */
  versionsNow(): Promise<readonly PolicyVersion[]>;
  /** Stores a version that no one can alter afterwards. Refusal ALREADY_PROVIDED when the number is taken. */
  insert(version: PolicyVersion): Write;
}

export interface PolicyDraftStore {
  load(id: string): Promise<PolicyDraft | undefined>;
  /** Newest first. */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly drafts: readonly { readonly draft: PolicyDraft; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** The row, and its place in the list. */
  insert(draft: PolicyDraft): readonly Write[];
  /** Refusal STALE_REVISION when the draft is no longer in the state read. */
  replace(before: PolicyDraft, after: PolicyDraft): Write;
}
