import * as z from 'zod/mini';
import type { PolicyVersion } from '../domain/policy/version.ts';
import type { PolicyStore } from '../domain/ports.ts';
import { consentPurposes } from '../domain/purposes.ts';
import { putNew, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

/** A publication gives a minute's notice: within it every process has read again. */
const cacheMilliseconds = 30_000;

const inEachLanguage = z.object({ vi: z.string(), en: z.string() });
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const storedVersion = z.pipe(
  z.object({
    kind: z.literal('POLICY_VERSION'),
    version: z.int().check(z.positive()),
    effectiveAt: z.iso.datetime(),
    publishedAt: z.iso.datetime(),
    text: inEachLanguage,
    digest: z.object({ vi: digest, en: digest }),
    purposes: z.array(
      z.object({
        purpose: z.enum(consentPurposes),
        coveredByAgreement: z.boolean(),
        advertising: z.boolean(),
        wording: inEachLanguage,
      }),
    ),
    sensitiveNotice: inEachLanguage,
  }),
  z.transform(({ kind: _, ...version }): PolicyVersion => version),
);

/** Published versions: pk `POLICY`, sk `VERSION#<six digits>`. Reads at once share one query. */
export function createPolicyStore(deps: StoreDeps): PolicyStore {
  let cached: { readonly until: number; readonly versions: Promise<readonly PolicyVersion[]> } | undefined;
  return {
    async versions() {
      const now = deps.now().getTime();
      if (!cached || cached.until <= now) {
        const versions = queryPartition(deps, storedVersion, 'POLICY', 'VERSION#');
        const mine = { until: now + cacheMilliseconds, versions };
        cached = mine;
        // A failed read is no answer to keep.
        versions.catch(() => {
          if (cached === mine) cached = undefined;
        });
      }
      return cached.versions;
    },
    insert: (version) =>
      putNew(
        deps.table,
        {
          pk: 'POLICY',
          sk: `VERSION#${String(version.version).padStart(6, '0')}`,
          kind: 'POLICY_VERSION',
          ...version,
        },
        'POLICY_VERSION_NOT_IN_FORCE',
      ),
  };
}
