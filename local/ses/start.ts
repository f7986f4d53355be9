import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { keepFiles } from '../kept-files.ts';
import { type LoopbackServer, serveOnLoopback } from '../loopback-server.ts';
import { BodyTooLarge, readBody } from '../request-body.ts';
import type { Acceptance } from './envelope.ts';
import { SesError } from './errors.ts';
import { eventsOf } from './events.ts';
import type { FaultFor } from './faults.ts';
import { keepEvents } from './kept-events.ts';
import { openMailbox } from './mailbox.ts';
import { type OnEvent, publishTo } from './publish-events.ts';
import { answerError, answerResult } from './query-protocol.ts';
import { receiveRawEmail, takeMail } from './send-raw-email.ts';
import { limitSendingRate } from './sending-rate.ts';
import { serveInbox } from './serve-inbox.ts';
import type { WriteToUs } from './write-to-us.ts';

export interface SesOptions extends Acceptance {
  /** Folder of the mails; none: memory. */
  readonly directory?: string;
  /** Folder of the events that were not handed on yet; none: memory. */
  readonly eventsDirectory?: string;
  /** None or 0: a free one. */
  readonly port?: number;
  /** Milliseconds before an answer; 50 unless told, about what the real one takes. */
  readonly answerDelayMs?: number;
  /** Recipients a second beyond which sending is throttled; none: unlimited. */
  readonly ratePerSecond?: number;
  /** Receives what becomes of each mail. As in SES, only mails with a configuration set have events. */
  readonly onEvent?: OnEvent;
  /** Where the mails go that are written on the inbox page; none: the page has no forms. */
  readonly writeToUs?: WriteToUs;
}

export interface LocalSes extends LoopbackServer {
  /** Address of the page that shows the mails. */
  readonly inboxUrl: string;
  /** Makes sending go wrong from now on; undefined ends it. */
  setFault(fault: FaultFor | undefined): void;
  /** Hands on the events that an earlier process left, now that whoever is told of them is there. */
  resume(): void;
  /** Resolves when every event so far was handed on. */
  idle(): Promise<void>;
}

/** Base64 in a form of the largest message, with room for the rest. */
const longestBody = 32 * 1024 * 1024;

/**
 * Starts an endpoint that speaks SES's query protocol (SendRawEmail, GetSendQuota) and keeps every mail for reading
 * under `/inbox`. Nothing leaves the machine. Callers are not authenticated.
 */
export async function startSes(options: SesOptions = {}): Promise<LocalSes> {
  const mailbox = openMailbox(keepFiles(options.directory));
  const publisher = publishTo(options.onEvent, keepEvents(keepFiles(options.eventsDirectory)));
  const limit = limitSendingRate(options.ratePerSecond);
  let faultFor: FaultFor | undefined;

  async function send(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const received = await receiveRawEmail(form, options);
    limit(received.envelope.destinations.length);
    const fault = faultFor?.(received.envelope);
    if (fault?.kind === 'refuse')
      // SES repeats addresses in its messages; whoever passes one on should be found out here.
      throw new SesError(
        fault.code,
        `The local SES was told to refuse this mail to ${received.envelope.destinations.join(', ')}.`,
        fault.status,
      );
    const mail = takeMail(received);
    const isTaken = !fault || fault.taken;
    if (isTaken) mailbox.keep(mail, received.raw);
    const publish =
      isTaken && mail.configurationSet ? publisher.keep(eventsOf(mail, received.read)) : () => {};
    await pause(options.answerDelayMs ?? 50);
    if (fault?.kind === 'cut') response.destroy();
    if (!fault) answerResult(response, 'SendRawEmail', { MessageId: mail.id });
    publish();
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const form = new URLSearchParams((await readBody(request, longestBody)).toString('latin1'));
      const action = form.get('Action') ?? '';
      if (action === 'SendRawEmail') return await send(form, response);
      if (action === 'GetSendQuota')
        return answerResult(response, action, {
          Max24HourSend: 50_000,
          MaxSendRate: options.ratePerSecond ?? 1000,
          SentLast24Hours: sentSince(Date.now() - 24 * 3600_000),
        });
      throw new SesError('InvalidAction', `The local SES has no action ${action}.`);
    } catch (error) {
      if (error instanceof BodyTooLarge)
        return answerError(response, new SesError('RequestEntityTooLarge', error.message, 413));
      if (!(error instanceof SesError)) throw error;
      answerError(response, error);
    }
  }

  const sentSince = (time: number) => mailbox.list().filter((mail) => Date.parse(mail.time) > time).length;
  const server = await serveOnLoopback('The local SES', options.port, async (request, response) => {
    if (request.method === 'POST' && request.url === '/') return act(request, response);
    await serveInbox(mailbox, options.writeToUs, request, response);
  });
  return {
    url: server.url,
    inboxUrl: `${server.url}/inbox`,
    setFault: (fault) => {
      faultFor = fault;
    },
    resume: () => publisher.resume(),
    idle: () => publisher.idle(),
    async stop() {
      await server.stop();
      await publisher.idle();
    },
  };
}
