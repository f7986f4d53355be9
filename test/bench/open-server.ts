import type { DocumentNode } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { personalFields } from '../../lambda/domain/access.ts';
import { entryOf } from '../../lambda/domain/audit/entry.ts';
import { mask } from '../../lambda/domain/customer/mask.ts';
import { openDetails } from '../../lambda/domain/customer/open-details.ts';
import type { RevealField } from '../../lambda/domain/customer/reveal-request.ts';
import { readBudget } from '../../lambda/domain/customer/spend-budget.ts';
import type { LoadedCustomer } from '../../lambda/domain/ports/customers.ts';
import type { StaffViewer, Viewer } from '../../lambda/domain/viewer.ts';
import type { RequestContext } from '../../lambda/runtime/graphql-server.ts';
import { useGivenParams } from '../../lambda/runtime/use-given-params.ts';
import type { ApiContext, ApiPorts } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { createLoaders } from '../../schema/loaders.ts';
import { createReveals } from '../../schema/reveals.ts';
import { useDocumentLimits } from '../../schema/use-document-limits.ts';
import { useShutEngine } from '../../schema/use-engine.ts';
import { usePersistedDocuments } from '../../schema/use-persisted-documents.ts';
import { useSafeErrors } from '../../schema/use-safe-errors.ts';

/**
 * The product's server with authorization left out: no plan check, and a loader that opens and masks whatever is asked for. It is what
 * the bench compares with; it exists nowhere else. Its options are those of `lambda/runtime/graphql-server.ts`.
 */
export function createOpenServer({ ports, audited }: { ports: ApiPorts; audited: boolean }) {
  return createYoga<RequestContext, ApiContext>({
    schema,
    context: async ({ viewer: findViewer }) => {
      const viewer = await findViewer();
      return { viewer, ports, ...createLoaders(ports, viewer), reveals: openLoader(ports, viewer, audited) };
    },
    plugins: [
      useGivenParams(),
      usePersistedDocuments(),
      useShutEngine(),
      useDocumentLimits(),
      useSafeErrors(),
    ],
    parserAndValidationCache: { documentCache: new LRUCache<string, DocumentNode>({ max: 100 }) },
    extraParamNames: ['documentId'],
    maxRequestBodySize: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: false,
  });
}

function openLoader(ports: ApiPorts, viewer: Viewer, audited: boolean) {
  return createReveals(async (given) => {
    // The bench reads fields of customers alone.
    const requests = given as readonly RevealField[];
    const classOf = ({ field }: RevealField) => personalFields[field].dataClass;
    const classes = [...new Set(requests.map(classOf))];
    const sealing = await ports.sealing.ready(classes, [
      ...new Set(requests.map(({ loaded }) => loaded.keyring)),
    ]);
    if (audited) await writeRows(ports, viewer as StaffViewer, requests);
    const opened = new Map<LoadedCustomer, Map<string, Readonly<Record<string, unknown>>>>();
    return requests.map((request) => {
      const { loaded, field } = request;
      const blobs = opened.get(loaded) ?? new Map<string, Readonly<Record<string, unknown>>>();
      opened.set(loaded, blobs);
      const dataClass = classOf(request);
      const details = blobs.get(dataClass) ?? { ...openDetails(sealing, loaded, dataClass) };
      blobs.set(dataClass, details);
      const value = details[field];
      return value === undefined ? null : mask(field, value);
    });
  });
}

/** The rows and the budget that the value gate would write. */
async function writeRows(ports: ApiPorts, viewer: StaffViewer, requests: readonly RevealField[]) {
  const fields = new Map<string, string[]>();
  for (const { loaded, field } of requests) {
    const named = fields.get(loaded.customer.id);
    if (named) named.push(field);
    else fields.set(loaded.customer.id, [field]);
  }
  const entries = [...fields].map(([customerId, named]) =>
    entryOf(viewer, { action: 'READ', customerId, view: 'masked', fields: named }),
  );
  const budget = readBudget(ports, viewer, 'masked');
  await ports.commit([ports.counters.add(budget, entries.length, 'READ_BUDGET_SPENT')], entries);
}
