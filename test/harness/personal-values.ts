import { shortest } from './leak-forms.ts';

/** Random personal values of one customer: each is a canary. */
export interface PersonalValues {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly line: string;
  readonly dateOfBirth: string;
  readonly identityNumber: string;
}

/** Values of one person. What a mail to one of `inboxes` says to that person is nobody's secret. */
export interface Secrets {
  readonly inboxes: readonly string[];
  /** By a name that may be printed. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Every personal value that the harness made up in this test file. A cloud is searched for all of them as it is stopped (`cloud.ts`), so that a test
 * of anything is a test of this as well.
 */
const made: Secrets[] = [];

export function remember(secrets: Secrets): void {
  made.push(secrets);
}

/** A value of nobody in particular, or of the holders of some inboxes, remembered. @returns the value */
export function personal(what: string, value: string, inboxes: readonly string[] = []): string {
  remember({ inboxes, values: { [what]: value } });
  return value;
}

/** What was remembered, each value once, with all inboxes of whoever it is of. */
export function rememberedValues(): readonly Secrets[] {
  const byValue = new Map<string, { what: string; inboxes: Set<string> }>();
  for (const { inboxes, values } of made)
    for (const [what, value] of Object.entries(values)) {
      // A test's own short name may stand anywhere by chance.
      if (Buffer.byteLength(value) < shortest) continue;
      const known = byValue.get(value) ?? { what, inboxes: new Set<string>() };
      for (const inbox of inboxes) known.inboxes.add(inbox);
      byValue.set(value, known);
    }
  return [...byValue].map(([value, { what, inboxes }]) => ({
    inboxes: [...inboxes],
    values: { [what]: value },
  }));
}

/** What of a person would give the person away, alone or in the forms people write it in. */
export function secretsOf(person: PersonalValues): Secrets {
  const { name, email, phone, line, dateOfBirth, identityNumber } = person;
  return {
    inboxes: [email],
    values: {
      name,
      'family name': name.split(' ').at(-1) ?? name,
      email,
      'local part': email.split('@')[0] ?? email,
      phone: phone.slice(1),
      'national phone': `0${phone.slice(3)}`,
      'address line': line,
      street: line.split(' ').at(-1) ?? line,
      'date of birth': dateOfBirth,
      'date of birth, reversed': dateOfBirth.split('-').reverse().join('/'),
      'identity number': identityNumber,
    },
  };
}
