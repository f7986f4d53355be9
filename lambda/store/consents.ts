import * as z from 'zod/mini';
import type { ConsentFact, ConsentState } from '../domain/consent/fact.ts';
import type { ConsentStore } from '../domain/ports.ts';
import { consentPurposes, contactChannels } from '../domain/purposes.ts';
import { languages } from '../domain/viewer.ts';
import { customerKey, getItem, type Key, putNew, putWhile, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const count = z.int().check(z.positive());

const storedState = z.pipe(
  z.object({
    kind: z.literal('CONSENT_STATE'),
    version: count,
    acceptedVersion: count,
    acceptedAt: z.iso.datetime(),
    choices: z.record(
      z.string(),
      z.object({
        granted: z.boolean(),
        policyVersion: count,
        at: z.iso.datetime(),
        factId: z.string(),
      }),
    ),
  }),
  z.transform(({ kind: _, ...state }): ConsentState => state),
);

const storedFact = z.pipe(
  z.object({
    kind: z.literal('CONSENT_FACT'),
    id: z.string(),
    type: z.enum(['ACCEPTANCE', 'CONSENT']),
    at: z.iso.datetime(),
    manner: z.enum(['EXPLICIT', 'BY_USE']),
    policyVersion: count,
    language: z.enum(languages),
    textDigest: z.string(),
    purpose: z.exactOptional(z.enum(consentPurposes)),
    channel: z.exactOptional(z.enum(contactChannels)),
    granted: z.exactOptional(z.boolean()),
    wording: z.exactOptional(z.string()),
    actor: z.string(),
    sealedOrigin: z.instanceof(Uint8Array),
  }),
  z.transform(({ kind: _, ...fact }): ConsentFact => fact),
);

const stateKey = (customerId: string): Key => ({ pk: customerKey(customerId), sk: 'CONSENTS' });

/** In the customer's partition: the current state under sk `CONSENTS`, each fact under `FACT#<instant>#<id>`. */
export function createConsentStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): ConsentStore {
  return {
    state: (customerId) => getItem(deps, storedState, stateKey(customerId)),
    history: (customerId) => queryPartition(deps, storedFact, customerKey(customerId), 'FACT#'),
    insertFact: (customerId, fact) =>
      putNew(
        deps.table,
        {
          pk: customerKey(customerId),
          sk: `FACT#${fact.at}#${fact.id}`,
          kind: 'CONSENT_FACT',
          ...fact,
        },
        'STALE_REVISION',
      ),
    replaceState(customerId, before, after) {
      const item = { ...stateKey(customerId), kind: 'CONSENT_STATE', ...after };
      return before
        ? putWhile(deps.table, item, { version: before.version })
        : putNew(deps.table, item, 'STALE_REVISION');
    },
  };
}
