import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { KeyVersions } from '../stored-keys.ts';
import { familyOf, knownByAll } from './rotating-key.ts';
import type { RotationPorts } from './rotation-ports.ts';
import type { RotationReport } from './rotation-report.ts';

export type MoveVersionsDeps = Pick<Ports, 'now' | 'commit'> & Pick<RotationPorts, 'keyTable'>;

const following = { ANNOUNCE: 'SWITCH', SWITCH: 'MOVE', FORGET: 'CONFIRM' } as const;

/**
 * Says in the Keys table what ANNOUNCE, SWITCH or FORGET is to say, unless it stands there, and gives every process the time to know. Where
 * the table says less than the steps before had said, it was restored: the rotation begins anew.
 * @throws DomainError WRONG_STATE when a later version is in use, or one before the one that is to be replaced
 */
export async function moveVersions(
  deps: MoveVersionsDeps,
  jobId: string,
  report: RotationReport,
): Promise<RotationReport> {
  const { key, version, step } = report;
  if (step !== 'ANNOUNCE' && step !== 'SWITCH' && step !== 'FORGET') throw new DomainError('WRONG_STATE');
  const family = familyOf(key);
  const before = await deps.keyTable.loadVersions(family);
  if (!before || (before.current !== version && before.current !== version - 1))
    throw new DomainError('WRONG_STATE');
  const isBehind =
    (step === 'SWITCH' && before.current !== version && !before.alsoRead.includes(version)) ||
    (step === 'FORGET' && before.current !== version);
  if (isBehind) return { ...report, step: 'ANNOUNCE', notBefore: undefined };
  const after = versionsAfter(before, report, deps.now());
  if (after)
    await deps.commit(
      [deps.keyTable.replaceVersions(family, before, after)],
      [systemEntryOf('keeping', jobId, { action: 'ROTATE_KEYS', code: step, reference: jobId })],
    );
  const notBefore = new Date(deps.now().getTime() + knownByAll).toISOString();
  return { ...report, step: following[step], notBefore };
}

/** Undefined when they are so already. */
function versionsAfter(
  before: KeyVersions,
  { version, step }: RotationReport,
  now: Date,
): KeyVersions | undefined {
  const { current, alsoRead } = before;
  const old = version - 1;
  if (step === 'FORGET') {
    const left = alsoRead.filter((one) => one !== old);
    return left.length === alsoRead.length ? undefined : { ...before, alsoRead: left };
  }
  if (current === version) return undefined;
  if (step === 'SWITCH')
    return {
      current: version,
      alsoRead: [old, ...alsoRead.filter((one) => one !== version)],
      since: now.toISOString(),
    };
  return alsoRead.includes(version) ? undefined : { ...before, alsoRead: [version, ...alsoRead] };
}
