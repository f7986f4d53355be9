import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { entryOf } from '../../lambda/domain/audit/entry.ts';
import { applyFacts } from '../../lambda/domain/consent/apply-facts.ts';
import { choiceFacts, factOf, type Saying } from '../../lambda/domain/consent/consent-writes.ts';
import { digestOf, type PolicyVersion } from '../../lambda/domain/policy/version.ts';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import type { Ports } from '../../lambda/domain/ports.ts';
import type { StaffViewer } from '../../lambda/domain/viewer.ts';

const at = '2026-01-01T00:00:00.000Z';
const wording = { vi: 'Tin khuyến mại qua thư', en: 'Promotions by mail' };
const content = {
  text: wording,
  sensitiveNotice: wording,
  purposes: [{ purpose: 'PROMOTIONS', coveredByAgreement: false, advertising: true, wording }],
} as const;
const digest = { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') };
const version: PolicyVersion = { ...content, version: 1, effectiveAt: at, publishedAt: at, digest };

/** Rows as they are stored, put in batches: a table is filled, nothing is proven by conditions or audit rows. */
export function putInBatches(dynamo: DynamoDBClient) {
  return async (writes: readonly Write[]): Promise<void> => {
    const puts = writes.flatMap(({ item }): [string, WriteRequest][] => {
      const { Put } = item as { Put?: { TableName: string; Item: never } };
      return Put ? [[Put.TableName, { PutRequest: { Item: Put.Item } }]] : [];
    });
    for (let from = 0; from < puts.length; from += 25) {
      const RequestItems: Record<string, WriteRequest[]> = {};
      for (const [table, put] of puts.slice(from, from + 25)) {
        RequestItems[table] ??= [];
        RequestItems[table].push(put);
      }
      await dynamo.send(new BatchWriteItemCommand({ RequestItems }));
    }
  };
}

/** How a choice was said. */
export function sayingAt(instant: Date, customerId: string): Saying {
  return {
    ...{ at: instant, version, language: 'vi', manner: 'EXPLICIT', path: 'SIGNED_IN' },
    ...{ actor: `customer:${customerId}`, requestId: 'bench-request' },
  };
}

/** A choice, given or taken back. */
export const promotions = (granted: boolean) =>
  ({ purpose: 'PROMOTIONS', channel: 'EMAIL', granted }) as const;

/** So many facts of consents of a customer who had none, ten minutes apart, with the state that follows from the last. */
export async function storeConsents(
  ports: Pick<Ports, 'random' | 'consents' | 'commit'>,
  put: (writes: readonly Write[]) => Promise<void>,
  { customerId, count }: { customerId: string; count: number },
): Promise<void> {
  const accepted = factOf(ports, 'ACCEPTANCE', sayingAt(new Date(at), customerId), {}, undefined);
  const choices = Array.from({ length: count }, (_, n) => {
    const saying = sayingAt(new Date(Date.parse(at) + (n + 1) * 600_000), customerId);
    return choiceFacts(ports, saying, [promotions(n % 2 === 0)], undefined);
  }).flat();
  const facts = [accepted, ...choices];
  await put(facts.map((fact) => ports.consents.insertFact(customerId, fact)));
  const state = applyFacts(undefined, facts, { needsGuardian: false });
  await ports.commit([ports.consents.replaceState(customerId, undefined, state)], []);
}

/** So many rows of the audit trail about a customer, chained as all are. */
export async function storeAuditRows(
  { commit }: Pick<Ports, 'commit'>,
  viewer: StaffViewer,
  { customerId, count }: { customerId: string; count: number },
): Promise<void> {
  const perTransaction = 90;
  for (let from = 0; from < count; from += perTransaction)
    await commit(
      [],
      Array.from({ length: Math.min(perTransaction, count - from) }, () =>
        entryOf(viewer, { action: 'READ', customerId, view: 'masked', fields: ['name'] }),
      ),
    );
}
