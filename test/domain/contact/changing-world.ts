import { announceChange } from '../../../lambda/domain/contact/announce-change.ts';
import { confirmEmailChange } from '../../../lambda/domain/contact/confirm-email-change.ts';
import { sealPending } from '../../../lambda/domain/contact/email-change.ts';
import { moveEmailChange } from '../../../lambda/domain/contact/move-email-change.ts';
import { draftChange, insertChange } from '../../../lambda/domain/contact/request-email-change.ts';
import { stopEmailChange } from '../../../lambda/domain/contact/stop-email-change.ts';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import { MemoryWorld } from '../mail/memory-world.ts';

export const customerId = 'CUSTOMER';
const keyring = { subjectId: customerId };
const origin = { address: '192.0.2.1' };

/** A customer with a confirmed address, and a change of it as it was asked for. */
export async function changingWorld(newAddress = 'new@example.test') {
  const made = new MemoryWorld();
  made.add(customerId, 'old@example.test', ['old', 'old-2'], 'VERIFIED');
  return { made, ...(await change(made, newAddress, ['new', 'new-2'])) };
}

export async function change(made: MemoryWorld, email: string, emailIndexes: readonly [string, ...string[]]) {
  const sealing = await made.ports.sealing.ready(['contact']);
  const draft = draftChange(made.ports, { customerId, emailIndexes, requestedBy: `customer:${customerId}` });
  const sealed = sealPending(sealing, keyring, draft.id, { email });
  const before = new Set(made.mails.keys());
  const to = { language: 'vi', requestId: 'request', requestedBy: `customer:${customerId}` } as const;
  const announced = announceChange(made.ports, sealing, keyring, { ...draft, sealed }, to);
  const writes = [...(await insertChange(made.ports, announced.change)), ...announced.writes];
  await made.ports.commit(writes, []);
  const queued = [...made.mails].flatMap(([key, mail]) => (before.has(key) ? [] : [mail]));
  const [verification, notice] = queued;
  if (!verification || !notice) throw new Error('two mails are queued');
  const tokenIn = (mail: typeof verification): string => {
    const at = { dataClass: 'contact', kind: 'mailVariables', recordId: mail.id, revision: 1 } as const;
    const opened = sealing.open(keyring, at, mail.sealedVariables ?? new Uint8Array());
    const { link } = uncover(opened) as { link: string };
    return link.slice(link.lastIndexOf('/') + 1);
  };
  const [ofNew, ofOld] = [tokenIn(verification), tokenIn(notice)];
  return {
    ofNew,
    ofOld,
    verification,
    notice,
    confirm: (token = ofNew) => confirmEmailChange(made.ports, { token, requestId: 'request', origin }),
    agree: () => confirmEmailChange(made.ports, { token: ofOld, requestId: 'request', origin }),
    stop: (token = ofOld) => stopEmailChange(made.ports, { token, requestId: 'request', origin }),
    move: () => moveEmailChange({ ...made.ports }, { customerId, by: 'clock' }),
    send: (mailId: string) => sendMail(made.ports, { customerId, mailId, by: 'dispatch' }),
  };
}

/** What the customer's address is, wherever it stands. */
export function addressOf(made: MemoryWorld) {
  const customer = made.customers.get(customerId);
  const { email } = JSON.parse(new TextDecoder().decode(customer?.blobs.contact)) as { email: string };
  const contact = made.contactStates.get(customerId);
  const owned = [...made.owners].flatMap(([index, id]) => (id === customerId ? [index] : [])).sort();
  return { email, owned, indexes: contact?.emailIndexes, state: contact?.addressState };
}

export const isOld = {
  email: 'old@example.test',
  owned: ['old', 'old-2'],
  indexes: ['old', 'old-2'],
  state: 'VERIFIED',
};
export const isNew = {
  email: 'new@example.test',
  owned: ['new', 'new-2'],
  indexes: ['new', 'new-2'],
  state: 'VERIFIED',
};

/** Stops requests from the customer's address, or lets them through again, as staff do. */
export const holdIn =
  ({ contactStates }: MemoryWorld) =>
  (isHeld: boolean): void => {
    const state = contactStates.get(customerId);
    if (!state) throw new Error('there is one');
    contactStates.set(customerId, { ...state, isHeld, version: state.version + 1 });
  };
