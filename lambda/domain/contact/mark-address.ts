import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { Mail } from '../mail/mail.ts';
import type { ContactState, Ports, Write } from '../ports.ts';
import { type ComplaintDeps, complaintRefusal } from './complaint-refusal.ts';

interface Closing {
  readonly mail: Mail;
  readonly addressState: 'BOUNCING' | 'COMPLAINED';
  /** Name of the deployed function. */
  readonly by: string;
}

export type MarkAddressDeps = ComplaintDeps & Pick<Ports, 'customers'>;

/**
 * What closes an address by what became of a mail to it: nothing goes there any more but what confirms it anew (P3.2). An address that the
 * customer has no more, that was confirmed since, or that is closed already, is left as it is. A complaint about marketing also refuses it.
 */
export async function markAddress(
  deps: MarkAddressDeps,
  input: Closing,
): Promise<{ readonly writes: readonly Write[]; readonly audit: readonly AuditEntry[] }> {
  const { mail, addressState, by } = input;
  const { customerId, id: mailId, requestId } = mail;
  const read = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!read || !customer) return { writes: [], audit: [] };
  const isMarked = isStillIts(read, mail) && ![addressState, 'COMPLAINED'].includes(read.addressState);
  const contact = isMarked ? { ...read, addressState } : read;
  const refusal = addressState === 'COMPLAINED' && (await complaintRefusal(deps, { mail, contact, by }));
  if (!isMarked) return { writes: refusal || [], audit: [] };
  const at = deps.now().toISOString();
  return {
    writes: [
      ...(refusal || [deps.contactStates.replace(read, { ...contact, version: read.version + 1 })]),
      deps.customers.replace(customer, { ...customer, version: customer.version + 1, addressState }),
      deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at }),
    ],
    audit: [
      systemEntryOf(by, requestId, {
        action: 'MARK_ADDRESS',
        code: addressState,
        customerId,
        mailId,
        fields: ['email'],
      }),
    ],
  };
}

/** Whether the mail went to the address that the customer has now, and that was not confirmed after it. */
function isStillIts({ emailIndexes, verifiedAt }: ContactState, { sentTo, begunAt }: Mail): boolean {
  if (sentTo === undefined || begunAt === undefined || !emailIndexes.includes(sentTo)) return false;
  return verifiedAt === undefined || verifiedAt <= begunAt;
}
