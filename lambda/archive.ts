import { wire } from './runtime/wiring.ts';
import { createArchiveHandler } from './store/archive.ts';
import { createArchiveBucket } from './store/archive-bucket.ts';

const { s3, archiveBucket, log, now } = wire();

/** The audit table's stream → the write-once bucket. */
export const handler = createArchiveHandler({
  bucket: createArchiveBucket({ s3, bucket: archiveBucket }),
  log,
  now,
  print: (line) => process.stdout.write(`${line}\n`),
});
