import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { openInboundBucket } from './open-inbound-bucket.ts';
import { wire } from './wiring.ts';

/** The ports of the function that seals packages: it keeps and destroys them in the bucket. */
export const wirePackages = lazy(() =>
  extendPorts(wire(), { inboundBucket: openInboundBucket(readEnvironment()) }),
);
