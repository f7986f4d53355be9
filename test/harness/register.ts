import { codesOf } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { type PersonalValues, remember, secretsOf } from './personal-values.ts';

export type { PersonalValues } from './personal-values.ts';

const letters = (length: number) =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)]).join('');
const digits = (length: number) =>
  Array.from({ length }, () => String(Math.floor(Math.random() * 10))).join('');

export function randomPerson(): PersonalValues {
  const person = {
    name: `Nguyễn ${letters(12)}`,
    email: `${canary('e')}@mail.example`,
    phone: `+8490${digits(7)}`,
    line: `${digits(3)} Đường ${letters(12)}`,
    dateOfBirth: `19${digits(1)}${Math.floor(Math.random() * 9) + 1}-0${Math.floor(Math.random() * 8) + 1}-1${digits(1)}`,
    identityNumber: `0${digits(11)}`,
  };
  remember(secretsOf(person));
  return person;
}

export const registerMutation = `mutation Register($input: RegisterCustomerInput!) {
  registerCustomer(input: $input) { me { id revisions { contact identity payment } } errors { code message path } }
}`;

/** The input of a good registration; the notice is the one in force. */
export async function registrationInput(
  cloud: TestCloud,
  person: PersonalValues,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, unknown>> {
  const { data } = await cloud.ask(
    '{ collectionNotice(form: REGISTRATION, language: vi) { version digest } }',
  );
  return {
    idempotencyKey: canary('key-'),
    kind: 'INDIVIDUAL',
    name: person.name,
    email: person.email,
    phone: person.phone,
    address: { line: person.line, province: 'Đà Nẵng' },
    dateOfBirth: person.dateOfBirth,
    identityNumber: person.identityNumber,
    language: 'vi',
    notice: { ...data.collectionNotice, language: 'vi' },
    agreed: true,
    storage: true,
    consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true }],
    ...changes,
  };
}

/** A registered customer: the values, a token and the global id. */
export async function registerCustomer(
  cloud: TestCloud,
  person: PersonalValues = randomPerson(),
  changes: Readonly<Record<string, unknown>> = {},
) {
  remember(secretsOf(person));
  const username = canary('user');
  const token = await cloud.customer(username);
  const input = await registrationInput(cloud, person, changes);
  const ask = () => cloud.ask(registerMutation, { token, variables: { input } });
  let answer = await ask();
  // Where faults are put in the way, a caller does what the answer says: ask again, with the same key.
  for (let tries = 0; tries < 5 && codesOf(answer).includes('TEMPORARILY_UNAVAILABLE'); tries++)
    answer = await ask();
  const id: string | undefined = answer.data?.registerCustomer?.me?.id;
  if (id === undefined) throw new Error(`registration was refused: ${answer.text}`);
  return { ...person, username, token, id };
}
export type Registered = Awaited<ReturnType<typeof registerCustomer>>;

/** Random payment details, each value a canary. */
export function randomPayment() {
  const payment = {
    billingName: `Công ty ${letters(12)}`,
    billingAddress: { line: `${digits(3)} Phố ${letters(12)}`, province: 'Hà Nội', country: 'VN' },
    taxCode: `0${digits(11)}`,
    bankAccount: { bank: `Ngân hàng ${letters(10)}`, number: digits(14), holder: `TRAN ${letters(12)}` },
    card: { processorToken: `tok_${canary()}`, brand: 'VISA', lastFour: digits(4), expiry: '2031-11' },
  };
  const { billingName, billingAddress, taxCode, bankAccount, card } = payment;
  const { number, holder } = bankAccount;
  const values = {
    billingName,
    line: billingAddress.line,
    taxCode,
    number,
    holder,
    token: card.processorToken,
  };
  remember({ inboxes: [], values });
  return payment;
}
export type RandomPayment = ReturnType<typeof randomPayment>;

export const paymentMutation = `mutation Pay($input: UpdatePaymentDetailsInput!) {
  updatePaymentDetails(input: $input) { me { revisions { payment } } errors { code message path } }
}`;

/** Gives a customer payment details. */
export async function givePayment(
  cloud: Pick<TestCloud, 'ask'>,
  { token }: Pick<Registered, 'token'>,
  payment: RandomPayment = randomPayment(),
): Promise<RandomPayment> {
  const input = { ...payment, idempotencyKey: canary('key-'), expectedRevision: 0 };
  const { data, text } = await cloud.ask(paymentMutation, { token, variables: { input } });
  if (data?.updatePaymentDetails?.errors?.length !== 0) throw new Error(`payment was refused: ${text}`);
  return payment;
}

/** A customer's own id behind the global one. */
export const localIdOf = (globalId: string): string =>
  Buffer.from(globalId, 'base64url')
    .toString('utf8')
    .replace(/^Customer:/, '');
