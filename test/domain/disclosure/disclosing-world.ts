import { inject } from 'vitest';
import { sealDisclosure } from '../../../lambda/domain/disclosure/seal-disclosure.ts';
import { settleDisclosure } from '../../../lambda/domain/disclosure/settle-disclosure.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { wirePackages } from '../../../lambda/runtime/wire-packages.ts';
import { idle } from '../../bench/idle.ts';
import { canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { openPage } from '../../harness/disclosures.ts';
import { subjectOf } from '../../harness/employees.ts';
import { openJwe } from '../../harness/open-jwe.ts';
import type { KnownRecipient } from '../../harness/recipients.ts';
import { textOf } from '../../harness/tables.ts';
import { takeEnvironment } from '../../harness/take-environment.ts';
import { trailAbout } from '../../harness/trail.ts';

export type World = ReturnType<typeof wirePackages>;

/** A cloud in which nobody seals but the test; this process's environment is the cloud's until `vi.unstubAllEnvs()`. */
export async function startDisclosingCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), packages: idle } });
  takeEnvironment(cloud);
  return cloud;
}

export const quiet = (): World =>
  extendPorts(wirePackages(), { log: { info() {}, warn() {}, error() {} } }) as World;

/** Ports by one of whose calls something happens once: before it is done, or after, before its answer is used. */
export function meanwhile<Port extends keyof World>(
  port: Port,
  method: keyof World[Port] & string,
  act: () => Promise<unknown>,
  when: 'before' | 'after' = 'after',
): World {
  const ports = quiet();
  const own = ports[port] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  let isOver = false;
  const once = async () => {
    if (isOver) return;
    isOver = true;
    await act();
  };
  const instead = async (...given: unknown[]) => {
    if (when === 'before') await once();
    const answer = await own[method]?.(...given);
    if (when === 'after') await once();
    return answer;
  };
  return extendPorts(ports, { [port]: { ...own, [method]: instead } }) as unknown as World;
}

/**
 * Seals what was approved, as its job does.
 * @param between what happens once it is said whose fields are about to be given
 * @param round how often it was stopped before
 */
export async function seal(ports: World, disclosureId: string, between?: () => Promise<unknown>, round = 0) {
  const report = { disclosureId, about: 'SEAL', round };
  const input = { id: `${disclosureId}-seal`, type: 'SEAL_DISCLOSURE', requestedBy: 'test', report } as const;
  for await (const { isDone } of sealDisclosure(ports, newJob(input, new Date())))
    if (!isDone) await between?.();
}

/** Does what a disclosure left behind for its job: what an end, or a stop, is about. */
export async function settle(ports: World, jobId: string): Promise<void> {
  const job = await ports.jobs.load(jobId);
  if (!job) throw new Error(`nobody does ${jobId}`);
  for await (const { isDone } of settleDisclosure(ports, job)) if (isDone) return;
}

/** Whoever of the staff a token names. */
export const staffOf = (token: string): StaffViewer => ({
  kind: 'staff',
  subject: subjectOf(token),
  roles: ['legal'],
  purpose: undefined,
  reference: undefined,
  verifiedEmail: new Personal(`${canary()}@cloudfly.test`),
  requestId: canary('r-'),
  origin: { address: '192.0.2.1' },
  language: 'vi',
});

/** Somebody at a link who has the key. */
export async function asking(link: string, { privateKey }: KnownRecipient) {
  const { challenge = '' } = await openPage(link);
  return {
    token: link.slice(link.lastIndexOf('/') + 1),
    requestId: canary('r-'),
    origin: { address: '192.0.2.2' },
    answer: openJwe(challenge, privateKey).toString(),
  };
}

/** What the audit trail says of a disclosure, as `action outcome`, the oldest first. */
export const toldOf = async (cloud: TestCloud, id: string): Promise<readonly string[]> =>
  (await trailAbout(cloud, id)).map((row) => `${textOf(row, 'action')} ${textOf(row, 'outcome')}`);
