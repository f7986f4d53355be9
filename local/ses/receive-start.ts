import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Invoke } from '../functions/invocation.ts';
import { keepFiles } from '../kept-files.ts';
import { portError } from '../loopback-server.ts';
import { keepEvents } from './kept-events.ts';
import { receiptEvent } from './receive-event.ts';
import { invokeAsync } from './receive-invoke.ts';
import { receiveMail } from './receive-mail.ts';
import { type MailToUs, type Sent, sendToUs } from './send-to-us.ts';
import { addressOfHost, openZone } from './zone.ts';

export interface ReceivingOptions {
  /** Folder of the receipts that the function was not told of yet; none: memory. */
  readonly directory?: string;
  /** None or 0: a free one. */
  readonly port?: number;
  /** Mail is taken for every address of these addresses' domains; `Name <address>` will do. */
  readonly addresses: readonly string[];
  /** Keeps a mail as SES stores it, under its id. */
  readonly keep: (id: string, stored: Buffer) => Promise<void>;
  /** The function that is told of each mail, by name. */
  readonly functionName: string;
  readonly invoke: Invoke;
}

/** Where mail comes in. */
export interface LocalSmtp {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Sends a mail here, as somebody outside would. */
  send(mail: MailToUs): Promise<Sent>;
  /** Resolves when the function was told of every mail so far, or was given up on. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** SES takes messages up to 40 MB, and 50 recipients in one conversation. */
const longestMessage = 40 * 1024 * 1024;
const mostRecipients = 50;

/**
 * Starts SES's receiving side: an SMTP server on 127.0.0.1 that judges each mail, keeps it, and tells a function of it. Every client is 127.0.0.1 here, so
 * the sending host is taken from the greeting: `EHLO [192.0.2.10]` is that address, `EHLO mail.example.com` what the local zone
 * says of the name, and anything else is this machine, which may send for nobody.
 */
export async function startReceiving(options: ReceivingOptions): Promise<LocalSmtp> {
  const zone = openZone();
  const invoker = invokeAsync(options.invoke, keepEvents(keepFiles(options.directory)));
  const ours = new Set(options.addresses.map(domainOf));

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const raw = await bytesOf(stream);
    const { mailFrom, rcptTo } = session.envelope;
    const greeting = session.hostNameAppearsAs;
    const client = {
      greeting,
      ip: addressOfHost(greeting) ?? session.remoteAddress,
      sender: mailFrom ? mailFrom.address : '',
    };
    const recipients = rcptTo.map(({ address }) => address);
    const { taken, stored } = await receiveMail(raw, client, recipients, zone);
    await options.keep(taken.id, stored);
    invoker.accept(receiptEvent(taken, options.functionName));
    return taken.id;
  }

  const server = new SMTPServer({
    name: 'inbound-smtp.ap-southeast-1.amazonaws.com',
    banner: 'local SES',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: longestMessage,
    rejectOversized: true,
    maxRecipients: mostRecipients,
    closeTimeout: 1000,
    onRcptTo({ address }, _session, done) {
      done(
        ours.has(domainOf(address)) ? null : refusal(550, 'Requested action not taken: mailbox unavailable'),
      );
    },
    onData(stream, session, done) {
      take(stream, session).then(
        (id) => done(null, `OK ${id}`),
        (error: unknown) => {
          if (!stream.sizeExceeded) console.error('The local SES could not keep a mail:', error);
          done(refusal(451, 'Requested action aborted: local error in processing'));
        },
      );
    },
  });
  // Clients that break off.
  server.on('error', () => {});
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) =>
      reject(portError('The local SMTP server', options.port, error)),
    );
    const listening = server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, () =>
      resolve((listening.address() as AddressInfo).port),
    );
  });
  return {
    host: '127.0.0.1',
    port,
    send: (mail) => sendToUs(port, zone, mail),
    idle: () => invoker.idle(),
    async stop() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await invoker.idle();
    },
  };
}

const domainOf = (address: string): string | undefined => /@([^@<>\s]+)>?$/.exec(address)?.[1]?.toLowerCase();

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** The whole message; of one that is too large nothing is kept, and it is read away. @throws Error for such a one */
async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  let chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks = [];
    else chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded) throw new Error('the message is too large');
  return Buffer.concat(chunks);
}
