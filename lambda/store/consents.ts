import * as z from 'zod/mini';
import { type ConsentState, evidenceManners, legalBases } from '../domain/consent/fact.ts';
import type { ConsentStore } from '../domain/ports/consents.ts';
import { operationalPurposes } from '../domain/purposes.ts';
import { factPage, placeOf, storedFact } from './consent-facts.ts';
import { customerKey, getItem, type Key, putNew, putWhile, type StoreDeps } from './item.ts';
import { ownedBy } from './owned-row.ts';
import { queryPartition } from './query-partition.ts';

const count = z.int().check(z.positive());
const instant = z.iso.datetime();

/** A customer's current choices, parsed, with whose they are. */
export const storedState = z.pipe(
  z.object({
    kind: z.literal('CONSENT_STATE'),
    customerId: z.string(),
    version: count,
    acceptedVersion: count,
    acceptedAt: instant,
    acceptedManner: z.enum(evidenceManners),
    choices: z.record(
      z.string(),
      z.object({
        granted: z.boolean(),
        policyVersion: count,
        at: instant,
        factId: z.string(),
        byGuardian: z.exactOptional(z.boolean()),
      }),
    ),
    bases: z.partialRecord(
      z.enum(operationalPurposes),
      z.object({
        basis: z.enum(legalBases),
        at: instant,
        factId: z.string(),
        endsAt: z.exactOptional(instant),
      }),
    ),
    needsGuardian: z.boolean(),
    childUntil: z.exactOptional(instant),
  }),
  z.transform(({ kind: _, ...state }): ConsentState & { customerId: string } => state),
);

export const stateKey = (customerId: string): Key => ({ pk: customerKey(customerId), sk: 'CONSENTS' });

/** In the customer's partition: the current state under sk `CONSENTS`, each fact under `FACT#<instant>#<id>`. */
export function createConsentStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): ConsentStore {
  return {
    async state(customerId) {
      const found = await getItem(deps, storedState, stateKey(customerId));
      return found && ownedBy(customerId, found);
    },
    async history(customerId) {
      const found = await queryPartition(deps, storedFact, customerKey(customerId), 'FACT#');
      return found.map((fact) => ownedBy(customerId, fact));
    },
    page: (customerId, first, after) => factPage(deps, customerId, first, after),
    insertFact: (customerId, fact) =>
      putNew(
        deps.table,
        {
          pk: customerKey(customerId),
          sk: placeOf(fact),
          kind: 'CONSENT_FACT',
          ...fact,
          customerId,
        },
        'STALE_REVISION',
      ),
    replaceState(customerId, before, after) {
      const item = { ...stateKey(customerId), kind: 'CONSENT_STATE', ...after, customerId };
      return before
        ? putWhile(deps.table, item, { version: before.version })
        : putNew(deps.table, item, 'STALE_REVISION');
    },
  };
}
