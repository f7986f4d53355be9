import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { versionName } from '../stored-keys.ts';
import { familyOf } from './rotating-key.ts';
import type { RotationPorts } from './rotation-ports.ts';
import type { RotationReport } from './rotation-report.ts';

/**
 * Removes the version that the rotation replaced, on the condition that nobody is told to look for it, with the audit row that says so.
 * @throws DomainError WRONG_STATE when somebody is
 */
export async function destroyKey(
  deps: Pick<Ports, 'commit'> & Pick<RotationPorts, 'keyTable'>,
  jobId: string,
  report: RotationReport,
): Promise<RotationReport> {
  const family = familyOf(report.key);
  const old = report.version - 1;
  const versions = await deps.keyTable.loadVersions(family);
  if (versions?.current !== report.version || versions.alsoRead.includes(old))
    throw new DomainError('WRONG_STATE');
  const name = versionName(family, old);
  if (await deps.keyTable.hasKey(name))
    await deps.commit(
      [deps.keyTable.removeKey(name), deps.keyTable.unchangedVersions(family, versions)],
      [systemEntryOf('keeping', jobId, { action: 'DESTROY_KEY', code: name, reference: jobId })],
    );
  return { ...report, step: 'DONE' };
}
