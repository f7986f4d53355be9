import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { domains, selector, type Zone } from './zone.ts';

/** A mail as somebody outside writes it. */
export interface MailToUs {
  /** `Name <address>` or an address: the From field. */
  readonly from: string;
  readonly to: string | readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly replyTo?: string;
  /** Message ids, in their angle brackets. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** Further fields; a list repeats one. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer | string;
    readonly contentType?: string;
  }[];
  /** The message as it stands, in place of what would be composed. */
  readonly raw?: Buffer | string;
  /** Envelope: MAIL FROM, empty for the null sender (the address of `from`), and RCPT TO (`to`). */
  readonly sender?: string;
  readonly recipients?: readonly string[];
  /** Domain that signs it: that of `from` where it has a key. False: nobody does. */
  readonly signAs?: string | false;
  /** Address of the host that sends it: that of the domain of `from`, or for one without records, some other. */
  readonly clientIp?: string;
}

export interface Sent {
  /** SES's id of the mail. */
  readonly id: string;
  /** Of the envelope. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** A host that no domain of the zone sends from. */
const elsewhere = '198.51.100.99';

/**
 * Sends a mail to the product as its domain's own server would: signed (DKIM), and from the host that the domain names (SPF).
 *
 * @throws nodemailer's error, with `responseCode`, when the mail is refused or nobody takes a part of it
 */
export async function sendToUs(port: number, zone: Zone, mail: MailToUs): Promise<Sent> {
  const address = addressIn(mail.from);
  const signer = mail.signAs === undefined ? zone.signerOf(address) : mail.signAs;
  const message = await messageOf(mail);
  const signature = signer ? await signatureOf(message, signer, zone) : '';
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    // The one thing that says where a mail comes from on a machine where everybody is 127.0.0.1: see `receive-start.ts`.
    name: `[${mail.clientIp ?? hostOf(address) ?? elsewhere}]`,
  });
  try {
    const { response, accepted, rejected } = await transport.sendMail({
      envelope: {
        from: mail.sender ?? address,
        to: [...(mail.recipients ?? [mail.to].flat().map(addressIn))],
      },
      raw: Buffer.concat([Buffer.from(signature), message]),
    });
    const id = /\bOK ([0-9a-f]{40})\b/.exec(response)?.[1];
    if (id === undefined) throw new Error('the local SES took the mail and named no id');
    return { id, accepted: accepted.map(String), rejected: rejected.map(String) };
  } finally {
    transport.close();
  }
}

async function messageOf(mail: MailToUs): Promise<Buffer> {
  if (mail.raw !== undefined) return Buffer.from(mail.raw as string);
  const { from, subject, text, html, replyTo, messageId, inReplyTo, references, headers } = mail;
  const given = { subject, text, html, replyTo, messageId, inReplyTo, headers };
  const composer = new MailComposer({
    from,
    to: [mail.to].flat(),
    ...(references && { references: [...references] }),
    ...(mail.attachments && { attachments: [...mail.attachments] }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
  return composer.compile().build();
}

async function signatureOf(message: Buffer, signingDomain: string, { privateKey }: Zone): Promise<string> {
  // Heavy to load, and most starts never send a mail this way.
  const { dkimSign } = await import('mailauth');
  const key = { signingDomain, selector, privateKey };
  const { signatures } = await dkimSign(message, { ...key, signatureData: [key] });
  if (signatures === '') throw new Error('the mail could not be signed');
  return signatures;
}

const addressIn = (text: string): string => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();

function hostOf(address: string): string | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const found = Object.entries(domains).find(([name]) => domain === name || domain.endsWith(`.${name}`));
  return found && 'host' in found[1] ? found[1].host : undefined;
}
