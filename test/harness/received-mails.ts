import type { TestCloud } from './cloud.ts';

export interface ReceivedMail {
  readonly id: string;
  /** When SES took it, ISO 8601; what SES was told to remember of it. */
  readonly time: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly destinations: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** The mails in somebody's inbox, newest first; without an address all there are. */
export async function mailsTo(cloud: TestCloud, address = ''): Promise<readonly ReceivedMail[]> {
  const mails: ReceivedMail[] = [];
  for (let page = 1; ; page++) {
    const response = await fetch(`${cloud.inboxUrl}.json?to=${encodeURIComponent(address)}&page=${page}`);
    const shown = (await response.json()) as ReceivedMail[];
    mails.push(...shown);
    if (shown.length < 50) return mails;
  }
}
