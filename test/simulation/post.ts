import { SesError } from '../../local/ses/errors.ts';
import { eventsOf, type SesNotification } from '../../local/ses/events.ts';
import type { KeptMail } from '../../local/ses/mailbox.ts';
import { answerError, answerResult } from '../../local/ses/query-protocol.ts';
import type { ReadMail } from '../../local/ses/read-mail.ts';
import { receiveRawEmail, takeMail } from '../../local/ses/send-raw-email.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';

/** A mail that SES took. */
export interface TakenMail {
  readonly mail: KeptMail;
  readonly read: ReadMail;
  readonly raw: Buffer;
}

/** SES, and the mailboxes that it fills. */
export interface Post {
  readonly taken: TakenMail[];
  /** What it still has to tell. */
  readonly events: SesNotification[];
  answer(request: HttpRequest): Promise<HttpAnswer>;
}

export function openPost(): Post {
  const taken: TakenMail[] = [];
  const events: SesNotification[] = [];
  return {
    taken,
    events,
    async answer({ body }) {
      const form = new URLSearchParams(bytesOf(body).toString('latin1'));
      try {
        const received = await receiveRawEmail(form, {});
        const mail = takeMail(received);
        taken.push({ mail, read: received.read, raw: received.raw });
        events.push(...eventsOf(mail, received.read));
        return written((response) => answerResult(response, 'SendRawEmail', { MessageId: mail.id }));
      } catch (error) {
        if (!(error instanceof SesError)) throw error;
        return written((response) => answerError(response, error));
      }
    },
  };
}

/** Takes down what would be written into a response. */
function written(write: (response: never) => void): HttpAnswer {
  const answer = { statusCode: 200, headers: {}, body: Buffer.alloc(0) };
  const response = {
    writeHead(statusCode: number, headers: Record<string, string>) {
      Object.assign(answer, { statusCode, headers });
      return response;
    },
    end: (body: string) => void Object.assign(answer, { body: Buffer.from(body) }),
  };
  write(response as never);
  return answer;
}
