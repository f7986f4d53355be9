import { inboundFolders } from '../../lambda/declared/inbound-folders.ts';
import type { Verdict } from '../../lambda/domain/inbound/inbound-mail.ts';
import { receiptEvent } from '../../local/ses/receive-event.ts';
import { headersIn } from '../../local/ses/receive-headers.ts';
import { bucketNames } from './environment.ts';
import type { Draw } from './seeded.ts';
import type { Services } from './services.ts';
import type { ToldEvents } from './told-events.ts';
import { time } from './virtual-time.ts';

/** A mail as it comes in, and what the receiving server thinks of it. */
export interface Arriving {
  readonly raw: Buffer;
  /** Envelope: empty for the null sender. */
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly dmarc: Verdict;
  readonly spf: Verdict;
  readonly spam: Verdict;
  readonly virus: Verdict;
  /** The event of its receipt arrives without what makes it one. */
  readonly isUnreadable: boolean;
}

/** SES's receiving side: keeps a mail in the bucket, then has the function told of it. */
export interface Incoming {
  /** @returns SES's id of it */
  take(mail: Arriving): Promise<string>;
  /** An operator has everything brought again that was given up, by the function or for it. @returns whether there was anything */
  redrive(): boolean;
}

const name = 'inboundMail';

export function openIncoming(services: Services, told: ToldEvents, draw: Draw): Incoming {
  const receipts = new Map<string, object>();
  return {
    async take({ raw, sender, recipients, dmarc, spf, spam, virus, isUnreadable }) {
      const id = draw.bytes(20).toString('hex');
      const path = `/${bucketNames.inbound}/${inboundFolders.raw}${id}`;
      await services.serve({ hostname: 's3.invalid', method: 'PUT', path, headers: {}, body: raw });
      const origin = { spf, dkim: dmarc, dmarc, dmarcPolicy: undefined, receivedSpf: '', results: '' };
      const mail = { id, sender, recipients: isUnreadable ? [] : recipients, headers: headersIn(raw) };
      const at = { time: new Date(time.now()).toISOString(), processingTimeMillis: 1 };
      const event = receiptEvent({ ...mail, ...at, origin, spam, virus }, name);
      if (!isUnreadable) receipts.set(id, event);
      told.accept(name, event);
      return id;
    },
    redrive() {
      const own = told.dead.filter((one) => one.name === name && isReadable(one.event));
      for (const one of own) told.dead.splice(told.dead.indexOf(one), 1);
      const givenUp = services
        .rows('records')
        .filter((row) => row.kind?.S === 'INBOUND_MAIL' && row.state?.S === 'GIVEN_UP');
      const again = [
        ...own.map(({ event }) => event),
        ...givenUp.flatMap((row) => receipts.get(String(row.id?.S)) ?? []),
      ];
      for (const event of again) told.accept(name, event);
      return again.length > 0;
    },
  };
  function isReadable(event: object): boolean {
    return [...receipts.values()].includes(event);
  }
}
