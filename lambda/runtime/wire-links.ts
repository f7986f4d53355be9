import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lateInboundBucket } from './late-inbound-bucket.ts';
import { lazy } from './lazy.ts';
import { tablesGate } from './wire-restore.ts';
import { wire } from './wiring.ts';

/** The ports of the pages behind links: a package is read by one kind of them alone. */
export const wireLinks = lazy(() =>
  extendPorts(wire(), { inboundBucket: lateInboundBucket(readEnvironment()), tables: tablesGate() }),
);
