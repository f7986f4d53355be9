/** Seals packages as the deployed function does, and reads and encrypts the same values bare, in turns. Bundled; run in a process of its own. */
import { createInterface } from 'node:readline';
import type { Disclosure } from '../../lambda/domain/disclosure/disclosure.ts';
import { sealDisclosure } from '../../lambda/domain/disclosure/seal-disclosure.ts';
import { newJob } from '../../lambda/domain/jobs/queue-job.ts';
import { gatherValues } from '../../lambda/domain/package/gather-values.ts';
import { packageObject } from '../../lambda/domain/package/package-object.ts';
import { wirePackages } from '../../lambda/runtime/wire-packages.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { countCalls } from './count-calls.ts';
import { type Spent, spentOn } from './spent-on.ts';

/** Disclosures that are approved, of the same customers each; the first is not counted. */
export interface SealingWork {
  readonly disclosureIds: readonly string[];
  readonly compared: boolean;
}

export interface SealingCost {
  /** Milliseconds of each round: of the product, of the same values read and encrypted with nothing else. */
  readonly product: readonly Spent[];
  readonly bare: readonly Spent[];
  /** Most of the whole process so far, in MB. */
  readonly rss: number;
  readonly heap: number;
  /** AWS calls of one sealing. */
  readonly calls: Readonly<Record<string, number>>;
}

const ports = wirePackages();
const calls = countCalls(wire().dynamo);

let heap = 0;
async function seal(disclosureId: string): Promise<void> {
  const report = { disclosureId, about: 'SEAL' };
  const job = newJob(
    { id: `${disclosureId}-seal`, type: 'SEAL_DISCLOSURE', requestedBy: 'bench', report },
    ports.now(),
  );
  // After each page: to look more often would cost more than the page.
  for await (const _ of sealDisclosure(ports, job)) heap = Math.max(heap, process.memoryUsage().heapUsed);
  const sealed = await ports.disclosures.load(disclosureId);
  if (sealed?.state !== 'SEALED') throw new Error(`not sealed: ${sealed?.state} ${sealed?.cause}`);
}

/** The same values of the same customers, in one JWE in the bucket: no rule, no row, no manifest. */
async function bare({ id, customerIds, fields, recipientId }: Disclosure): Promise<void> {
  const recipient = await ports.recipients.load(recipientId);
  const customers: unknown[] = [];
  for (let from = 0; from < customerIds.length; from += 48)
    for (const loaded of await ports.customers.load(customerIds.slice(from, from + 48))) {
      if (!loaded || !recipient?.key) throw new Error('somebody is missing');
      customers.push({ id: loaded.customer.id, values: await gatherValues(ports, loaded, fields) });
    }
  if (!recipient?.key) throw new Error('no key');
  const plaintext = new TextEncoder().encode(JSON.stringify({ customers }));
  const about = { type: 'bench+jwe', contentType: 'application/json' };
  const jwe = await ports.recipientSealing.toKey(recipient.key, plaintext, about);
  await ports.inboundBucket.putSealed(packageObject(`${id}-bare`, 'bare'), new TextEncoder().encode(jwe));
}

async function cost({ disclosureIds, compared }: SealingWork): Promise<SealingCost> {
  const product: Spent[] = [];
  const others: Spent[] = [];
  for (const [round, id] of disclosureIds.entries()) {
    const disclosure = await ports.disclosures.load(id);
    if (!disclosure) throw new Error('there is a disclosure');
    calls.clear();
    const spent = await spentOn(() => seal(id));
    const asked = Object.fromEntries(calls);
    const plain = compared ? await spentOn(() => bare(disclosure)) : undefined;
    const isLast = round === disclosureIds.length - 1;
    if (round === 0 && !isLast) continue;
    product.push(spent);
    if (plain) others.push(plain);
    if (!isLast) continue;
    const rss = process.resourceUsage().maxRSS / 1024;
    return { product, bare: others, rss, heap: heap / 2 ** 20, calls: asked };
  }
  throw new Error('nothing was sealed');
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`COST ${JSON.stringify(await cost(JSON.parse(line)))}\n`);
  process.exit();
}
