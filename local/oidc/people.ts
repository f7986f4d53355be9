import { createHash } from 'node:crypto';
import { staffGroups } from '../../lambda/declared/sign-in.ts';
import type { KeptFiles } from '../kept-files.ts';

export type IssuerName = 'staff' | 'customers' | 'services';

type Role = keyof typeof staffGroups;

/** Roles of the staff; each has a demonstration user of its name. */
export const roles = Object.keys(staffGroups) as Role[];

/** Second persons, for what nobody approves who wrote it: a campaign, a version of the policy, a disclosure. */
const secondStaff: Readonly<Record<string, Role>> = {
  'legal-2': 'legal',
  'marketing-2': 'marketing',
  'privacy_officer-2': 'privacy_officer',
};

/** The demonstration users of the staff, by the part of their user name before the `@`, and their roles. */
export const demoStaff: ReadonlyMap<string, Role> = new Map([
  ...roles.map((role) => [role, role] as const),
  ...Object.entries(secondStaff),
]);

/** Someone who can sign in. */
export interface Person {
  /** The `sub` of the person's tokens: the same on every machine and after every restart. */
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** Confirmed, and part of the person's access tokens: staff have one. */
  readonly email?: string;
}

/** A stable subject, shaped like Cognito's, out of an issuer and a user name. */
export function subjectOf(issuer: IssuerName, username: string): string {
  const hex = createHash('sha256').update(`${issuer}\n${username}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const staffDomain = 'cloudfly.example';

/** The staff user of a demonstration user's name, with or without the domain; anyone else by that user name has no role. */
export function staffPerson(username: string): Person {
  const full = username.includes('@') ? username : `${username}@${staffDomain}`;
  const [known, role] = [...demoStaff].find(([name]) => `${name}@${staffDomain}` === full) ?? [];
  return {
    subject: subjectOf('staff', full),
    username: full,
    name: (known ?? username).replaceAll('_', ' ').replace(/-(?=\d$)/, ' '),
    groups: role ? [role] : [],
    email: full,
  };
}

export const customerPerson = (username: string, name = username): Person => ({
  subject: subjectOf('customers', username),
  username,
  name,
  groups: [],
});

/** A user name as it is kept, or undefined when it cannot be one. */
export function customerName(typed: string): string | undefined {
  const name = typed.normalize('NFC').trim().toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{0,63}$/u.test(name) ? name : undefined;
}

/** The people of one issuer: those known from the start, and those who made an account here. */
export interface People {
  list(): readonly Person[];
  bySubject(subject: string): Person | undefined;
  /** Whoever has that user name; in an issuer open to all, a new account. Undefined: refused. */
  signIn(username: string): Person | undefined;
}

export const staffPeople = (): People => {
  const list = [...demoStaff.keys()].map(staffPerson);
  return {
    list: () => list,
    bySubject: (subject) => list.find((person) => person.subject === subject),
    signIn: (username) => list.find((person) => person.username === username),
  };
};

/** New accounts are kept, so that they are offered again after a restart. */
export function customerPeople(
  demo: readonly { readonly username: string; readonly name?: string }[],
  files: KeptFiles,
): People {
  const file = 'customer-accounts.json';
  const list = demo.map(({ username, name }) => customerPerson(username, name));
  const made = JSON.parse(files.read(file)?.toString() ?? '[]') as string[];
  list.push(...made.map((username) => customerPerson(username)));
  return {
    list: () => list,
    bySubject: (subject) => list.find((person) => person.subject === subject),
    signIn(typed) {
      const username = customerName(typed);
      const known = list.find((person) => person.username === username);
      if (known || username === undefined) return known;
      const person = customerPerson(username);
      list.push(person);
      made.push(username);
      files.write(file, JSON.stringify(made));
      return person;
    },
  };
}
