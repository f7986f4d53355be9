import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { TakenMail } from './receive-event.ts';
import { type Header, headersIn } from './receive-headers.ts';
import { scan } from './receive-scan.ts';
import { type Client, checkOrigin } from './receive-verdicts.ts';
import type { Zone } from './zone.ts';

/**
 * Judges a mail and puts SES's own fields above it. What the mail itself says of such checks stands below them, where it may say what it likes.
 *
 * @returns the mail as SES stores it, and what it tells of it
 */
export async function receiveMail(
  raw: Buffer,
  client: Client,
  recipients: readonly string[],
  zone: Zone,
): Promise<{ readonly taken: TakenMail; readonly stored: Buffer }> {
  const began = performance.now();
  const id = randomBytes(20).toString('hex');
  const now = new Date();
  const [read, origin] = await Promise.all([
    PostalMime.parse(raw).catch(() => undefined),
    checkOrigin(raw, client, zone),
  ]);
  const { spam, virus } = scan(read);
  const { greeting, ip, sender } = client;
  const own: Header[] = [
    { name: 'Return-Path', value: `<${sender}>` },
    {
      name: 'Received',
      value: `from ${greeting} (${greeting} [${ip}]) by inbound-smtp.ap-southeast-1.amazonaws.com with SMTP id ${id} for ${recipients[0]}; ${now.toUTCString().replace('GMT', '+0000 (UTC)')}`,
    },
    { name: 'X-SES-Spam-Verdict', value: spam },
    { name: 'X-SES-Virus-Verdict', value: virus },
    { name: 'Received-SPF', value: origin.receivedSpf },
    { name: 'Authentication-Results', value: `amazonses.com; ${origin.results}` },
    { name: 'X-SES-RECEIPT', value: randomBytes(30).toString('base64') },
  ];
  const top = own.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return {
    stored: Buffer.concat([Buffer.from(top), raw]),
    taken: {
      id,
      time: now.toISOString(),
      sender,
      recipients,
      headers: [...own, ...headersIn(raw)],
      spam,
      virus,
      origin,
      processingTimeMillis: Math.round(performance.now() - began),
    },
  };
}
