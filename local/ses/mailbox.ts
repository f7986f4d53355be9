import type { KeptFiles } from '../kept-files.ts';

/** What SES was told about a mail, beside its MIME. */
export interface Envelope {
  /** The sender as given to SES, without a display name. */
  readonly source: string;
  /** The addresses SES sends to, whatever the headers say. */
  readonly destinations: readonly string[];
  readonly configurationSet?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A mail that SES took. */
export interface KeptMail extends Envelope {
  /** The MessageId that SES answered. */
  readonly id: string;
  /** When SES took it, ISO 8601. */
  readonly time: string;
  readonly subject: string;
}

/** The Message-ID that recipients see: SES puts its own in place of the sender's. */
export const seenMessageId = ({ id }: Pick<KeptMail, 'id'>): string => `<${id}@ap-southeast-1.amazonses.com>`;

export interface Mailbox {
  keep(mail: KeptMail, raw: Buffer): void;
  /** Newest first; `to` narrows to mails for an address that contains it. */
  list(to?: string): KeptMail[];
  find(id: string): KeptMail | undefined;
  /** The MIME as it was handed to SES. */
  raw(id: string): Buffer | undefined;
  clear(): void;
}

/** Opens the mails kept in the files: for each one its MIME and its envelope, numbered in order of arrival. */
export function openMailbox(files: KeptFiles): Mailbox {
  const mails = new Map<string, { mail: KeptMail; name: string }>();
  let last = 0;
  for (const name of files.names().filter((file) => file.endsWith('.json'))) {
    const mail = JSON.parse(files.read(name)?.toString('utf8') ?? '') as KeptMail;
    mails.set(mail.id, { mail, name: name.slice(0, -'.json'.length) });
    last = Number(name.split('-')[0]);
  }
  return {
    keep(mail, raw) {
      const name = `${String(++last).padStart(9, '0')}-${mail.id}`;
      files.write(`${name}.eml`, raw);
      files.write(`${name}.json`, `${JSON.stringify(mail, null, 2)}\n`);
      mails.set(mail.id, { mail, name });
    },
    list: (to = '') =>
      [...mails.values()]
        .map(({ mail }) => mail)
        .filter((mail) =>
          mail.destinations.some((address) => address.toLowerCase().includes(to.toLowerCase())),
        )
        .reverse(),
    find: (id) => mails.get(id)?.mail,
    raw(id) {
      const name = mails.get(id)?.name;
      return name === undefined ? undefined : files.read(`${name}.eml`);
    },
    clear() {
      for (const { name } of mails.values())
        for (const ending of ['json', 'eml']) files.remove(`${name}.${ending}`);
      mails.clear();
    },
  };
}
