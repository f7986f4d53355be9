import PostalMime, { type Address } from 'postal-mime';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** A mail as its reader sees it: words decoded, parts joined, absent parts empty. */
export interface ReadMail {
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** In document order, names as written, values unfolded but not decoded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Where the HTML part's links lead, then the web addresses of the text part, each once. */
  readonly links: readonly string[];
}

/** Reads raw MIME. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw);
  const html = mail.html ?? '';
  const text = mail.text ?? '';
  return {
    from: flatten(mail.from ? [mail.from] : []),
    to: flatten(mail.to),
    cc: flatten(mail.cc),
    bcc: flatten(mail.bcc),
    subject: mail.subject ?? '',
    text,
    html,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    links: linksOf(html, text),
  };
}

function flatten(addresses: readonly Address[] = []): MailAddress[] {
  return addresses.flatMap((entry) =>
    entry.group ? flatten(entry.group) : [{ name: entry.name, address: entry.address ?? '' }],
  );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function linksOf(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((value) =>
      value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
        if (name) return named[String(name).toLowerCase()] ?? whole;
        const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }),
    );
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([address]) =>
    address.replace(/[).,;]+$/, ''),
  );
  return [...new Set([...inHtml, ...inText])];
}
