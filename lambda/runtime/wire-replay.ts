import { createAuditArchive } from '../store/archive-rows.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { wireBucket } from './wire-archive.ts';
import { wireErasure } from './wire-erasure.ts';
import { wireTableIds } from './wire-restore.ts';

/** The ports of functions that bring restored tables up to date. Apart from the gate, which functions have that never read the archive. */
export const wireReplay = lazy(() => {
  const erasure = wireErasure();
  return extendPorts(erasure, {
    archive: createAuditArchive(wireBucket()),
    macKey: () => erasure.auditKeys.macKey(),
    tableIds: wireTableIds(),
  });
});
