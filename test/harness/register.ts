import { canary, type TestCloud } from './cloud.ts';

/** Random personal values of one customer: each is a canary. */
export interface PersonalValues {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly line: string;
  readonly dateOfBirth: string;
  readonly identityNumber: string;
}

const letters = (length: number) =>
  Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)]).join('');
const digits = (length: number) =>
  Array.from({ length }, () => String(Math.floor(Math.random() * 10))).join('');

export function randomPerson(): PersonalValues {
  return {
    name: `Nguyễn ${letters(12)}`,
    email: `${canary('e')}@mail.example`,
    phone: `+8490${digits(7)}`,
    line: `${digits(3)} Đường ${letters(12)}`,
    dateOfBirth: `19${digits(1)}${Math.floor(Math.random() * 9) + 1}-0${Math.floor(Math.random() * 8) + 1}-1${digits(1)}`,
    identityNumber: `0${digits(11)}`,
  };
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
export async function registerCustomer(cloud: TestCloud, person: PersonalValues = randomPerson()) {
  const username = canary('user');
  const token = await cloud.customer(username);
  const input = await registrationInput(cloud, person);
  const { data, text } = await cloud.ask(registerMutation, { token, variables: { input } });
  const id: string | undefined = data?.registerCustomer?.me?.id;
  if (id === undefined) throw new Error(`registration was refused: ${text}`);
  return { ...person, username, token, id };
}
