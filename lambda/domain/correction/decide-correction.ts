import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { addEntry } from '../request/begin-request.ts';
import { parseGiven } from '../request/given-information.ts';
import type { CustomerRequest } from '../request/request.ts';
import type { StaffViewer } from '../viewer.ts';
import { type ApplyDeps, applyCorrection } from './apply-correction.ts';
import type { NamedCorrection } from './correct-customer.ts';
import { type Correction, correctionAt, requireCorrector } from './correction.ts';
import { isToDecide } from './is-to-decide.ts';
import { openAsked } from './sealed-correction.ts';

type Deps = ApplyDeps &
  Pick<Ports, 'commit' | 'sealing' | 'corrections' | 'requests' | 'outbox' | 'idempotency'>;

/**
 * Decides on a correction that a customer asked for (P4.2): identity details the privacy officer, payment details billing. Accepted, it
 * takes effect with the decision; either way the customer is answered with the reason, and what was before is kept, sealed. While the address is
 * held it may be refused, and is not accepted: whoever asked need not be the customer (P3.6).
 * @throws DomainError FORBIDDEN, NOT_FOUND at `id`, WRONG_STATE (decided already), input issues of `reason`; those of a value that has become
 *   wrong since it was asked for, such as a card that expired; ADDRESS_HELD at `accept`
 */
export async function decideCorrection(
  deps: Deps,
  viewer: StaffViewer,
  call: NamedCorrection & {
    readonly idempotencyKey: string;
    readonly accept: boolean;
    readonly reason: unknown;
  },
): Promise<NamedCorrection> {
  const { idempotencyKey, customerId, id, accept } = call;
  const reason = parseInput(message, call.reason, ['reason']);
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, id, accept, reason };
  return once(deps, { caller, operation: 'decideCorrection', idempotencyKey, input }, async () => {
    const [correction, [loaded]] = await Promise.all([
      deps.corrections.load(customerId, id),
      deps.customers.load([customerId]),
    ]);
    if (!correction || !loaded) throw new DomainError('NOT_FOUND', ['id']);
    requireCorrector(viewer, correction.dataClass);
    if (correction.state !== 'ASKED') throw new DomainError('WRONG_STATE', ['id']);
    const { dataClass, fields, reference } = correction;
    const { keyring } = loaded;
    const sealing = await deps.sealing.ready(['content', 'contact', dataClass], [keyring]);
    const applied = accept ? await apply(deps, sealing, loaded, correction) : { before: {}, writes: [] };
    const decided: Correction = {
      ...correction,
      state: accept ? 'ACCEPTED' : 'REFUSED',
      version: correction.version + 1,
      dueAt: undefined,
      decidedAt: deps.now().toISOString(),
      decidedBy: viewer.subject,
      sealedDecided: sealing.seal(keyring, correctionAt(correction, 'decided'), {
        before: applied.before,
        reason,
      }),
    };
    const answer = await answerWrites(deps, sealing, loaded, correction, { viewer, reason });
    const keys = deps.sealing.saveKeyring(keyring);
    const facts = { customerId, fields, ...(reference !== undefined && { reference }) };
    return {
      writes: [
        ...applied.writes,
        deps.corrections.put(correction, decided),
        ...answer,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: accept ? 'ACCEPT_CORRECTION' : 'REFUSE_CORRECTION', ...facts })],
      result: { customerId, id },
    };
  });
}

async function apply(deps: Deps, sealing: ReadySealing, loaded: LoadedCustomer, correction: Correction) {
  const contact = await deps.contactStates.load(loaded.customer.id);
  if (!contact) throw new DomainError('INTEGRITY_VIOLATION');
  if (contact.isHeld) throw new DomainError('ADDRESS_HELD', ['accept']);
  const { after } = openAsked(sealing, loaded.keyring, correction);
  const given = parseGiven(after, correction.fields, deps.now());
  return applyCorrection(deps, sealing, loaded, correction.dataClass, given, contact);
}

/** The reason, as the answer in the request and by mail, which cannot be refused (P2.6). */
async function answerWrites(
  deps: Deps,
  sealing: ReadySealing,
  { customer, keyring }: LoadedCustomer,
  { id, reference }: Correction,
  { viewer, reason }: { readonly viewer: StaffViewer; readonly reason: string },
): Promise<readonly Write[]> {
  const request = reference === undefined ? undefined : await deps.requests.load(customer.id, reference);
  if (!request) return [];
  const author = `staff:${viewer.subject}`;
  const { write } = addEntry(deps, sealing, keyring, request, { kind: 'ANSWER', author, words: reason });
  const mail = enqueueMail(deps, sealing, keyring, {
    language: customer.language,
    filled: {
      template: 'REQUEST_ANSWER',
      variables: { reference: request.reference, answer: reason },
    },
    requestedBy: author,
    requestId: viewer.requestId,
  });
  const waits = await isToDecide(deps, request, id);
  const answered: CustomerRequest = {
    ...request,
    // One that was closed stays closed, one in which another class waits stays open; the answer is given all the same.
    state: request.state === 'CLOSED' || waits ? request.state : 'ANSWERED',
    version: request.version + 1,
    answeredAt: request.answeredAt ?? deps.now().toISOString(),
  };
  return [deps.requests.replace(request, answered), write, mail.write];
}
