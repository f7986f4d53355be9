import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BuiltProduct } from './build.ts';
import { variablesOf } from './environment.ts';
import { openNetwork } from './network.ts';
import { drawOf } from './seeded.ts';
import { type Kept, openServices } from './services.ts';
import { time } from './virtual-time.ts';

/** When every run begins: a Monday morning in Vietnam. */
export const beginning = Date.parse('2026-11-23T02:00:00.000Z');

const policy = resolve(import.meta.dirname, '../../policy/first-version.json');

/** The tables and buckets that every run begins with: the first version of the policy is published, and nothing else was done. */
export async function makeBase(product: BuiltProduct): Promise<Kept> {
  const draw = drawOf('base', 'world');
  time.begin(beginning - 3_600_000, draw);
  const services = await openServices();
  openNetwork(services, draw, () => {});
  const surroundings = Object.create(process, { env: { value: variablesOf() } });
  const { wiring, publishFirstVersion } = product.operator(surroundings);
  const ports = wiring.wire();
  const by = { id: 'system:operator-simulated', requestId: ports.random.id() };
  await publishFirstVersion(ports, JSON.parse(readFileSync(policy, 'utf8')), by);
  return { entries: new Map(services.store.entries), buckets: new Map(services.buckets.files) };
}
