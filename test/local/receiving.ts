import { randomBytes } from 'node:crypto';
import { type LocalSmtp, type ReceivingOptions, startReceiving } from '../../local/ses/receive-start.ts';

/** One record of a receipt event, as far as tests look at it. */
export interface Receipt {
  readonly mail: {
    readonly messageId: string;
    readonly source: string;
    readonly destination: readonly string[];
    readonly headersTruncated: boolean;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly commonHeaders: Readonly<Record<string, unknown>>;
  };
  readonly receipt: Readonly<Record<string, unknown>> & { readonly recipients: readonly string[] };
}

/** SES's receiving side alone, with what it kept and what the function was told. */
export interface Receiving {
  readonly smtp: LocalSmtp;
  readonly kept: ReadonlyMap<string, Buffer>;
  readonly events: readonly unknown[];
  /** What the function was told of a mail. */
  told(id: string): Promise<Receipt>;
  /** Verdicts of a mail: spf dkim dmarc, and the policy of a domain that it failed. */
  verdicts(id: string): Promise<string>;
}

export async function startReceivingAlone(options: Partial<ReceivingOptions> = {}): Promise<Receiving> {
  const kept = new Map<string, Buffer>();
  const events: { Records: readonly { ses: Receipt }[] }[] = [];
  const smtp = await startReceiving({
    addresses: ['CloudFly <no-reply@cloudfly.example>', 'support@cloudfly.example'],
    keep: async (id, stored) => void kept.set(id, stored),
    functionName: 'inboundMail',
    invoke: async (event) => {
      events.push(event as (typeof events)[number]);
      return { result: null };
    },
    ...options,
  });
  const told = async (id: string) => {
    await smtp.idle();
    const found = events
      .map(({ Records: [record] }) => record?.ses)
      .find((ses) => ses?.mail.messageId === id);
    if (!found) throw new Error('the function was not told of the mail');
    return found;
  };
  return {
    smtp,
    kept,
    events,
    told,
    async verdicts(id) {
      const { receipt } = await told(id);
      const status = (name: string) => (receipt[`${name}Verdict`] as { status: string }).status;
      const policy = receipt.dmarcPolicy === undefined ? '' : ` (${receipt.dmarcPolicy})`;
      return `${status('spf')} ${status('dkim')} ${status('dmarc')}${policy}`;
    },
  };
}

export const words = (): string => `words ${randomBytes(12).toString('hex')}`;
