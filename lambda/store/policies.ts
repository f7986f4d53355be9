import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import { digestOf, type PolicyVersion, policyContent } from '../domain/policy/version.ts';
import type { PolicyStore } from '../domain/ports/policies.ts';
import { milliseconds } from '../domain/span.ts';
import { languages } from '../domain/viewer.ts';
import { putNew, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const storedVersion = z.object({
  kind: z.literal('POLICY_VERSION'),
  version: z.int().check(z.positive()),
  effectiveAt: z.iso.datetime(),
  publishedAt: z.iso.datetime(),
  digest: z.object({ vi: digest, en: digest }),
  content: policyContent,
});

/** @throws DomainError INTEGRITY_VIOLATION for a version that was altered after it was published (P7.2) */
function readVersion({ kind: _, content, ...row }: z.output<typeof storedVersion>): PolicyVersion {
  const isWhole = languages.every((language) => digestOf(content, language) === row.digest[language]);
  if (!isWhole) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...row, ...content };
}

/** Published versions: pk `POLICY`, sk `VERSION#<six digits>`. Reads at once share one query. */
export function createPolicyStore(deps: StoreDeps): PolicyStore {
  let cached: { readonly until: number; readonly versions: Promise<readonly PolicyVersion[]> } | undefined;
  const readAnew = () => {
    const versions = queryPartition(deps, storedVersion, 'POLICY', 'VERSION#').then((rows) =>
      rows.map(readVersion),
    );
    const mine = {
      until: deps.now().getTime() + milliseconds({ seconds: limits.policyCacheSeconds }),
      versions,
    };
    cached = mine;
    // A failed read is no answer to keep.
    versions.catch(() => {
      if (cached === mine) cached = undefined;
    });
    return versions;
  };
  return {
    versions: async () => (cached && cached.until > deps.now().getTime() ? cached.versions : readAnew()),
    versionsNow: readAnew,
    insert: ({ text, purposes, sensitiveNotice, lawOverride, overriddenRules, ...version }) =>
      putNew(
        deps.table,
        {
          pk: 'POLICY',
          sk: `VERSION#${String(version.version).padStart(6, '0')}`,
          kind: 'POLICY_VERSION',
          ...version,
          content: { text, purposes, sensitiveNotice, lawOverride, overriddenRules },
        },
        'ALREADY_PROVIDED',
      ),
  };
}
