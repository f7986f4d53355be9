import { SESClient } from '@aws-sdk/client-ses';
import type { Sender } from '../declared/sender.ts';
import type { Ports } from '../domain/ports.ts';
import { createMailComposer } from '../mail/compose-mail.ts';
import { createSesTransport } from '../mail/ses-transport.ts';
import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { wire } from './wiring.ts';

/** The ports of functions that send mail. */
export const wireMail = lazy((): Omit<Ports, 'ledger'> => {
  const env = readEnvironment();
  const wired = wire();
  const configurationSet = env.optional('mailConfigurationSet');
  return extendPorts(wired, {
    composeMail: createMailComposer({
      now: wired.now,
      from: env.text('mailFrom'),
      sender: footOf(env.mailSender()),
      ownSites: env.ownSites(),
      // Read when a mail needs them.
      get linksUrl() {
        return env.linksUrl();
      },
      get refusalAddress() {
        return env.text('refusalAddress');
      },
      get supportAddress() {
        return env.text('supportAddress');
      },
    }),
    mailTransport: createSesTransport({ ses: new SESClient({ maxAttempts: 1 }), configurationSet }),
  });
});

/** Who sends, as the foot of a mail says it: what is not set is not said. */
const footOf = ({ name, postalAddress, phone, site }: Sender): readonly string[] =>
  [name, postalAddress, phone, site].filter((part): part is string => Boolean(part));
