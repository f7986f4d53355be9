import { clearCustomers } from '../page-in-the-clear.ts';
import { askPage, benchPorts, pageActs, pageQuery } from '../page-of-customers.ts';
import { createPlainServer } from '../plain-server.ts';
import { ratioRow } from '../ratio-rows.ts';
import { sideBySide } from '../side-by-side.ts';
import { startEngine } from '../start-engine.ts';
import { storeCustomers } from '../stored-customers.ts';
import { createApollo } from './apollo-server.ts';

/**
 * The page of 50 customers with 8 masked fields each: the product, and what answers the same from values in the clear.
 * @throws Error when any of them answers other than the product, or when Apollo's authorization lets somebody through whom it must not
 */
export async function peerPageRows(): Promise<readonly (readonly string[])[]> {
  const engine = await startEngine();
  try {
    const ports = benchPorts(engine.environment);
    await storeCustomers(ports, { perShard: 60, shards: 1 });
    const { customers, more } = await clearCustomers(ports);
    const apollo = await createApollo(customers, { more, authorized: true });
    const open = await createApollo(customers, { more, authorized: false });
    const plain = createPlainServer(customers, more);
    const { product, unaudited } = pageActs(engine.environment, 'memory');
    const acts = {
      product,
      unaudited,
      apollo: () => apollo.ask(pageQuery, 'privacy_officer'),
      apolloOpen: () => open.ask(pageQuery, 'privacy_officer'),
      plain: () => askPage(plain, ports),
    };
    await requireSameAnswers(acts);
    if (!(await apollo.ask(pageQuery, 'auditor')).includes('Not authorized'))
      throw new Error('the authorization of Apollo Server guards nothing');
    const measured = await sideBySide(acts, { rounds: 31, calls: 6, warmUp: 80, clock: 'cpu' });
    await Promise.all([apollo.stop(), open.stop()]);
    const page = 'page of 50 x 8 masked';
    return [
      ratioRow(measured, ['product', 'apollo'], [page, 'Apollo Server, authorization', '3.00x']),
      ratioRow(measured, ['product', 'plain'], ['', 'plain Yoga: the floor']),
      ratioRow(
        measured,
        ['unaudited', 'apollo'],
        ['  neither judged nor recorded', 'Apollo Server, authorization'],
      ),
      ratioRow(measured, ['apollo', 'apolloOpen'], ['Apollo Server, authorization', 'Apollo Server without']),
      ratioRow(measured, ['apollo', 'plain'], ['', 'plain Yoga']),
      ratioRow(measured, ['plain', 'apolloOpen'], ['plain Yoga', 'Apollo Server without']),
    ];
  } finally {
    await engine.stop();
  }
}

/** The same text, but for space at its end. */
async function requireSameAnswers(acts: Readonly<Record<string, () => Promise<string>>>): Promise<void> {
  const answers = await Promise.all(
    Object.entries(acts).map(async ([name, ask]) => [name, (await ask()).trimEnd()] as const),
  );
  const expected = answers.find(([name]) => name === 'product')?.[1];
  const others = answers.filter(([, answer]) => answer !== expected).map(([name]) => name);
  if (others.length > 0) throw new Error(`other answers than the product's: ${others.join(', ')}`);
}
