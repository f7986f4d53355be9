import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { draftStates, type PolicyDraft } from '../domain/policy/draft.ts';
import { digestOf, policyContent } from '../domain/policy/version.ts';
import type { PolicyDraftStore } from '../domain/ports/policies.ts';
import { languages } from '../domain/viewer.ts';
import { fromItem, getItem, type Key, putNew, putWhile, type StoreDeps } from './item.ts';
import { listRow, readListed } from './listed.ts';

const hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const digest = z.object({ vi: hex, en: hex });
const storedDraft = z.object({
  kind: z.literal('POLICY_DRAFT'),
  id: z.string(),
  state: z.enum(draftStates),
  content: policyContent,
  digest,
  author: z.string(),
  draftedAt: z.iso.datetime(),
  approval: z.optional(z.object({ by: z.string(), at: z.iso.datetime(), digest })),
  version: z.optional(z.int().check(z.positive())),
});

const keyOf = (id: string): Key => ({ pk: `POLICY_DRAFT#${id}`, sk: 'DRAFT' });
const itemOf = (draft: PolicyDraft) => ({ ...keyOf(draft.id), kind: 'POLICY_DRAFT', ...draft });

const listKey = 'POLICY_DRAFTS';

/**
 * Drafts of the policy: pk `POLICY_DRAFT#<id>`, sk `DRAFT`; their list under pk `POLICY_DRAFTS`. One whose words are not those of its
 * digest is not read.
 */
export function createPolicyDraftStore({ dynamo, table }: StoreDeps): PolicyDraftStore {
  return {
    async load(id) {
      const row = await getItem({ dynamo, table }, storedDraft, keyOf(id));
      return row && wholeDraft(row);
    },
    async page(first, after) {
      const page = { list: listKey, keyOf, first, after };
      const { entries, hasNextPage } = await readListed({ dynamo, table }, page, (item, { cursor }) => ({
        draft: wholeDraft(fromItem(storedDraft, item)),
        cursor,
      }));
      return { drafts: entries, hasNextPage };
    },
    insert: (draft) => [
      putNew(table, itemOf(draft), 'STALE_REVISION'),
      listRow(table, listKey, draft.draftedAt, draft.id),
    ],
    replace: ({ state }, after) => putWhile(table, itemOf(after), { state }),
  };
}

function wholeDraft({ kind: _, approval, version, ...draft }: z.infer<typeof storedDraft>): PolicyDraft {
  const isWhole = languages.every((language) => digestOf(draft.content, language) === draft.digest[language]);
  if (!isWhole) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...draft, approval, version };
}
