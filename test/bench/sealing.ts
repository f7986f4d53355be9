import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { functions } from '../../lambda/declared/functions.ts';
import { limits } from '../../lambda/declared/limits.ts';
import type { Disclosure } from '../../lambda/domain/disclosure/disclosure.ts';
import { nothingYet } from '../../lambda/domain/disclosure/nothing-yet.ts';
import { sealWords } from '../../lambda/domain/disclosure/sealed-words.ts';
import { judgeKey } from '../../lambda/domain/recipient/judge-key.ts';
import type { Recipient } from '../../lambda/domain/recipient/recipient.ts';
import { startCloud } from '../../local/cloud.ts';
import { bundleEntries } from '../../local/functions/bundle.ts';
import { idle } from './idle.ts';
import { benchPorts } from './page-of-customers.ts';
import type { SealingCost, SealingWork } from './sealing-worker.ts';
import { storeCustomers } from './stored-customers.ts';

const worker = fileURLToPath(new URL('./sealing-worker.ts', import.meta.url));

/**
 * What sealing a package of as many customers as an order may name costs, with the memory that the function has, beside reading and encrypting the
 * same values with nothing else.
 */
export async function sealingCost(
  bundlePaths: Readonly<Record<string, string>>,
  outDir: string,
  { rounds, compared = true }: { readonly rounds: number; readonly compared?: boolean },
): Promise<SealingCost> {
  const { sealingWorker = '' } = await bundleEntries({ sealingWorker: worker }, outDir);
  const cloud = await startCloud({
    engine: 'embedded',
    scheduled: false,
    bundlePaths: { ...bundlePaths, dispatch: idle, archive: idle, jobs: idle, packages: idle, keeping: idle },
  });
  try {
    const ports = benchPorts(cloud.environment);
    const perShard = Math.ceil(limits.disclosureSubjects / 16);
    const customerIds = (await storeCustomers(ports, { perShard, shards: 16 })).slice(
      0,
      limits.disclosureSubjects,
    );
    const recipient = authority(ports.now().toISOString());
    await ports.commit(ports.recipients.put(undefined, recipient), []);
    const disclosureIds: string[] = [];
    for (let round = 0; round <= rounds; round++) {
      const id = `dis-${ports.random.id()}`;
      disclosureIds.push(id);
      const { sealed, keys } = await sealWords(ports, { id }, { instrument: 'Bench' });
      const at = ports.now().toISOString();
      const disclosure = approved(id, recipient, sealed.instrument, customerIds, at);
      await ports.commit([...ports.disclosures.put(undefined, disclosure), ...keys], []);
    }
    return await run(sealingWorker, cloud.environment, { disclosureIds, compared });
  } finally {
    await cloud.stop();
  }
}

function authority(at: string): Recipient {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = judgeKey(JSON.stringify(publicKey.export({ format: 'jwk' })));
  return {
    ...{ id: `rec-${'B'.repeat(26)}`, kind: 'AUTHORITY', name: 'Bench' },
    sealedAuthentication: undefined,
    ...{ delivery: 'KEY', key: key && { ...key, expiresAt: undefined }, state: 'VERIFIED', version: 1 },
    ...{ registeredAt: at, registeredBy: 'one', verifiedAt: at, verifiedBy: 'other', verifiedOver: 'POST' },
    ...{ revokedAt: undefined, revokedBy: undefined },
  };
}

/** An order for whatever a package of this size is asked for: who somebody is, where, and how they pay. */
function approved(
  id: string,
  { id: recipientId, key }: Recipient,
  sealedInstrument: Uint8Array,
  customerIds: readonly string[],
  at: string,
): Disclosure {
  const fields = ['name', 'email', 'phone', 'address', 'identityNumber', 'bankAccount'] as const;
  const document = {
    id: 'none',
    subjectId: id,
    digest: '0'.repeat(64),
    contentType: 'application/pdf',
    bytes: 1,
  };
  return {
    ...{ id, recipientId, purpose: 'DISPUTE', fields, customerIds, state: 'APPROVED', version: 1 },
    basis: { kind: 'LEGAL_ORDER', sealedInstrument, scope: fields, document, withheldUntil: undefined },
    ...{ receivedAt: at, urgency: undefined, dueAt: undefined, openedAt: at, openedBy: 'one' },
    ...nothingYet,
    ...{ verifiedAt: at, verifiedBy: 'one', verifiedOver: 'POST', decidedAt: at, decidedBy: 'other' },
    approvedKey: key?.thumbprint,
  };
}

async function run(script: string, env: Readonly<Record<string, string>>, work: SealingWork) {
  // As Lambda starts Node: nine tenths of the function's memory for what is old, a twentieth for what is new.
  const { memoryMb } = functions.packages;
  const heap = [
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    `--max-semi-space-size=${Math.floor(memoryMb / 20)}`,
  ];
  const child = spawn(process.execPath, [...heap, script], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(`${JSON.stringify(work)}\n`);
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('COST ')) return JSON.parse(line.slice(5)) as SealingCost;
  throw new Error('nothing was sealed');
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

export const sealingHeading = ['a package of 1,000 customers', 'measured', 'aim'];

/** Ratios are taken within a round. */
export function sealingRows({
  product,
  bare,
  rss,
  heap,
  calls,
}: SealingCost): readonly (readonly string[])[] {
  const ratio = (clock: 'cpu' | 'wall') =>
    `${median(product.map((spent, round) => spent[clock] / (bare[round]?.[clock] ?? Number.NaN))).toFixed(2)}x`;
  return [
    ['processor time, by reading and encrypting bare', ratio('cpu'), '3.00x'],
    ['elapsed, the engine in another process, likewise', ratio('wall'), ''],
    ['processor ms', median(product.map(({ cpu }) => cpu)).toFixed(0), ''],
    ['RSS at most, MB', rss.toFixed(0), '200'],
    ['heap at most, MB', heap.toFixed(0), ''],
    ...Object.entries(calls).map(([name, count]) => [
      `calls: ${name.replace('Command', '')}`,
      `${count}`,
      '',
    ]),
  ];
}
