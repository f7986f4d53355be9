import { entryOf } from '../../lambda/domain/audit/entry.ts';
import { choiceFacts, consentWrites } from '../../lambda/domain/consent/consent-writes.ts';
import { createGraphqlServer } from '../../lambda/runtime/graphql-server.ts';
import { globalId } from '../../schema/node.ts';
import { generatedList } from './generated-list.ts';
import { promotions, putInBatches, sayingAt, storeAuditRows, storeConsents } from './growth-fill.ts';
import { type Grown, measuredGrowth, mostCalls } from './growth-measure.ts';
import { benchPorts, pageQuery, viewer, withOthers } from './page-of-customers.ts';

const later = pageQuery
  .replace('query Page', 'query Page($after: String)')
  .replace('first: 50', 'first: 50, after: $after');
const one = `query One($id: ID!) { customer(id: $id) { name { masked } email { masked } phone { masked } address { masked } } }`;
const trail = `query Trail($id: ID!) { auditTrail(filter: { customerId: $id }, first: 50) { nodes { at action actor } } }`;

/** What an operation costs as data grows, on the embedded engine in another process, behind a generated list. Sizes from small to large. */
export async function growthCurves(
  environment: Readonly<Record<string, string>>,
  { customers, progress }: { customers: readonly number[]; progress: (what: string) => void },
): Promise<readonly Grown[]> {
  const ports = benchPorts(environment);
  const { dynamo } = ports;
  const put = putInBatches(dynamo);
  const server = createGraphqlServer({ ports, introspection: 'staff' });
  const ask = async (
    query: string,
    variables: object,
    [expected, count]: readonly [string, number],
  ): Promise<void> => {
    const { requestId, language } = viewer;
    const request = new Request('http://api.invalid/graphql', {
      method: 'POST',
      headers: { accept: 'application/json' },
    });
    const given = { query, variables: { ...variables } };
    const context = { requestId, language, log: ports.log, given, viewer: async () => viewer };
    const text = await (await server.fetch(request, context)).text();
    if (text.split(expected).length !== count + 1) throw new Error(`no answer: ${text.slice(0, 300)}`);
  };
  const page = (after: string | undefined) => ask(later, { after: after ?? null }, ['"masked":"', 400]);
  const measure = measuredGrowth(dynamo);

  const list = generatedList(dynamo, withOthers(ports, { commit: put }));
  let listed: readonly string[] = [];
  const some = (n: number) => listed[(n * 7919) % listed.length] ?? '';
  const byCustomers = measure('customers', 'customers');
  for (const size of customers) {
    progress(`${size} customers`);
    listed = list.grow(size);
    await list.store([...listed.slice(0, 50), ...Array.from({ length: mostCalls }, (_, n) => some(n))]);
    await byCustomers.at(size, {
      'page of 50, 8 masked': () => page(undefined),
      'one customer, 4 masked': (n) => ask(one, { id: globalId('Customer', some(n)) }, ['"masked":"', 4]),
    });
  }

  const byPage = measure('pages', 'number of the page');
  for (let number = 1; number * 50 <= listed.length; number *= 10) {
    progress(`page ${number}`);
    const from = (number - 1) * 50;
    await list.store(listed.slice(from, from + 50));
    const before = listed[from - 1];
    const after = before === undefined ? undefined : list.behind(before);
    await byPage.at(number, { 'page of 50, 8 masked': () => page(after) });
  }

  const byConsents = measure('consents', 'choices that a customer made');
  for (const [n, count] of [1, 10, 100, 1000, 10_000].entries()) {
    progress(`${count} consents`);
    const customerId = listed[n] ?? '';
    await storeConsents(ports, put, { customerId, count });
    await byConsents.at(count, {
      'state that the gate reads': () => ports.consents.state(customerId),
      'history, page of 50': () => ports.consents.page(customerId, 50, undefined),
      'one more choice': async (call) => {
        const [before, contact] = await Promise.all([
          ports.consents.state(customerId),
          ports.contactStates.load(customerId),
        ]);
        if (!before || !contact) throw new Error('nobody');
        const now = ports.now();
        const facts = choiceFacts(ports, sayingAt(now, customerId), [promotions(call % 2 === 0)], undefined);
        const { writes } = consentWrites(ports, customerId, { before, facts, contact, at: now });
        const action = 'SET_CONSENTS' as const;
        await ports.commit(writes, [entryOf(viewer, { action, customerId })]);
      },
    });
  }

  const byRows = measure('audit', 'audit rows of a customer');
  let stored = 0;
  const customerId = listed[100] ?? '';
  await list.store([customerId]);
  for (const count of [100, 1000, 10_000]) {
    progress(`${count} audit rows`);
    await storeAuditRows(ports, viewer, { customerId, count: count - stored });
    stored = count;
    const entry = entryOf(viewer, { action: 'READ', customerId, view: 'masked', fields: ['name'] });
    await byRows.at(count, {
      'trail, page of 50': () => ask(trail, { id: globalId('Customer', customerId) }, ['"action":"', 50]),
      'one more row': () => ports.commit([], [entry]),
    });
  }
  return [byCustomers, byPage, byConsents, byRows].map(({ grown }) => grown);
}
