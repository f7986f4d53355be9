import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { listOf } from '../input/list.ts';
import { message } from '../input/message.ts';
import { objectOf } from '../input/object.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import { informationMail } from './information-mail.ts';
import { askableFields, type InformationRequest, whyAt } from './information-request.ts';
import { isReferenceOf } from './judge-reference.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'contactStates'
  | 'requests'
  | 'informationRequests'
  | 'outbox'
  | 'tokens'
  | 'idempotency'
  | 'settings'
>;

const shape = objectOf({
  required: { fields: listOf(oneOf(askableFields), askableFields.length), why: message },
});

/** Names what a customer was asked for. */
export type NamedInformationRequest = { readonly customerId: string; readonly id: string };

/**
 * Asks a customer for what a request of the customer's own needs: exactly the fields named, and why (P1.5). The mail that asks cannot be
 * refused; it has a link of its own.
 * @throws DomainError input issues, REQUIRED at `fields`, NOT_FOUND at `customerId`, or at `reference` when it is nothing open of this customer
 */
export async function requestInformation(
  deps: Deps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly customerId: string;
    readonly reference: string;
    readonly fields: unknown;
    readonly why: unknown;
  },
): Promise<NamedInformationRequest> {
  const { idempotencyKey, customerId, reference, ...given } = call;
  const { why, ...parsed } = parseInput(shape, given);
  const fields = [...new Set(parsed.fields)];
  if (fields.length === 0) throw new DomainError('REQUIRED', ['fields']);
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, reference, fields, why };
  return once(deps, { caller, operation: 'requestInformation', idempotencyKey, input }, async () => {
    const contact = await deps.contactStates.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded || !contact) throw new DomainError('NOT_FOUND', ['customerId']);
    if (!(await isReferenceOf(deps, customerId, reference)))
      throw new DomainError('NOT_FOUND', ['reference']);
    const { keyring } = loaded;
    const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
    const id = deps.random.id();
    const now = deps.now();
    const until = after(now, { days: limits.informationDays });
    const sealedWhy = sealing.seal(keyring, whyAt(id), why);
    const by = { contact, requestedBy: caller, requestId: viewer.requestId };
    const asking = informationMail(deps, sealing, loaded, { reference, fields, until }, by);
    const asked: InformationRequest = {
      ...{ id, customerId, reference, fields, until, sealedWhy },
      state: 'ASKED',
      version: 1,
      askedAt: now.toISOString(),
      askedBy: viewer.subject,
      remindedAt: undefined,
      endedAt: undefined,
      given: [],
      tokenIds: [asking.tokenId],
    };
    const keys = deps.sealing.saveKeyring(keyring);
    const facts = { customerId, reference, fields, mailId: asking.mail.id };
    return {
      writes: [
        deps.informationRequests.put(undefined, asked),
        deps.contactStates.unchanged(contact),
        ...asking.writes,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'REQUEST_INFORMATION', ...facts })],
      result: { customerId, id },
    };
  });
}
