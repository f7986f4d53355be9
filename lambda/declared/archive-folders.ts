/**
 * Folders of the write-once bucket. `rows` and `registers`: the archive of the audit trail. `anchors`: its signed ends, a day each. `tamper`:
 * changes of its table that should never be. `ledger`: erasures, which restored tables are brought up to.
 */
export const archiveFolders = ['rows', 'registers', 'anchors', 'tamper', 'ledger'] as const;
export type ArchiveFolder = (typeof archiveFolders)[number];
