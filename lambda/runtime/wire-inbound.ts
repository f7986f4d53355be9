import type { Mailboxes } from '../domain/inbound/mailboxes.ts';
import { createReadInbound } from '../mail/read-inbound.ts';
import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { openInboundBucket } from './open-inbound-bucket.ts';
import { wire } from './wiring.ts';

/** The ports of the function that files the mails that come in. */
export const wireInbound = lazy(() => {
  const env = readEnvironment();
  const mailboxes: Mailboxes = {
    refusal: env.text('refusalAddress'),
    support: env.text('supportAddress'),
    sender: /<([^<>]+)>\s*$/.exec(env.text('mailFrom'))?.[1] ?? env.text('mailFrom'),
  };
  return extendPorts(wire(), {
    inboundBucket: openInboundBucket(env),
    readInbound: createReadInbound(),
    mailboxes,
  });
});
