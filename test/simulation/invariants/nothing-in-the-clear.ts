import { leaksAmong } from '../../harness/leaks-among.ts';
import { type Secrets, secretsOf } from '../../harness/personal-values.ts';
import type { Customer } from '../actors/person.ts';
import type { Act } from '../client.ts';
import type { Invariant, Left } from './left.ts';
import { placesLeft } from './places-left.ts';

/** No value of anybody stands in what was kept or said, in any form; what a mail says to its own reader is nobody's secret. */
export const nothingInTheClear: Invariant<Left> = async (left) => {
  const secrets = [
    ...ofCustomers(left),
    ...ofWriters(left),
    ...ofEmployees(left),
    ...ofActs(left),
    ...ofImports(left),
  ];
  const leaks = await leaksAmong(placesLeft(left), secrets);
  return leaks.map(({ what, where, form }) => `${what}, ${form}: ${where}`);
};

const numbered = (what: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value, n) => [`${what} ${n}`, value]));

const ofCustomers = ({ people }: Left): readonly Secrets[] =>
  people.map((person, at) => {
    const own = Object.entries(secretsOf(person).values);
    const values = {
      ...Object.fromEntries(own.map(([what, value]) => [`${what} of customer ${at}`, value])),
      ...numbered(`of customer ${at}, address`, person.emails.slice(1)),
      ...numbered(`of customer ${at}, words`, person.words),
    };
    return { inboxes: person.emails, values };
  });

const ofWriters = ({ written, people }: Left): readonly Secrets[] =>
  written.map(({ address, words }, at) => {
    const isCustomers = people.some(({ emails }) => emails.includes(address));
    const values = isCustomers ? words : [address, ...words];
    return { inboxes: [address], values: numbered(`of mail ${at}, value`, values) };
  });

const ofEmployees = ({ codes }: Left): readonly Secrets[] =>
  codes.map(({ email, code }, at) => ({
    inboxes: [email],
    values: numbered(`of code ${at}, value`, [email, code]),
  }));

/** Words of a campaign and names of offices are for everybody to read. */
const open = (operation: string, field: string): boolean =>
  operation === 'draftCampaign' || (operation === 'registerRecipient' && field === 'name');

/**
 * What anybody gave the product in words of their own, by its operation and field. What a customer is told of it is for that customer where it concerns
 * one that is known; what concerns several, or nobody by name, may be told to each of them.
 */
const ofActs = ({ client, people, written, imports }: Left): readonly Secrets[] =>
  client.acts.map((act) => {
    const { name, key, input } = act;
    const given = canariesIn(input).filter(([field]) => !open(name, field));
    const values = given.map(([field, value], n) => [`${field} of ${name} ${key}, ${n}`, value]);
    const concerned = people.filter((one) => isAbout(act, one));
    const readers = concerned.length > 0 ? concerned : people;
    // Who wrote without being a customer, or came by a file, is named by an id that nobody here was told of.
    const isOfOthers = concerned.length === 0 && input.customerId !== undefined;
    const inboxes = isOfOthers
      ? [...written.map(({ address }) => address), ...imports.flatMap(({ who }) => who.emails)]
      : readers.flatMap(({ emails }) => emails);
    return { inboxes, values: Object.fromEntries(values) };
  });

/** Whether a customer did it, or it was done about that customer. */
function isAbout({ by, input }: Act, { person, id, number }: Customer): boolean {
  if (by === person) return true;
  const isNamed = id !== undefined && input.customerId === id;
  return isNamed || (number !== undefined && input.customer?.number === number);
}

/** Rows of files: numbers, proofs and all. */
const ofImports = ({ imports }: Left): readonly Secrets[] =>
  imports.map(({ who, row }, at) => ({
    inboxes: who.emails,
    values: numbered(
      `of imported row ${at}, value`,
      canariesIn(row).flatMap(([field, value]) => (field === 'subject' ? [] : [value])),
    ),
  }));

/** Texts that stand nowhere else, alone, within longer ones, and within files in Base64; each with the field it stands in. */
function canariesIn(input: unknown, field = 'input'): readonly [string, string][] {
  if (typeof input === 'string') {
    const isBase64 = input.length > 24 && input.length % 4 === 0 && /^[\w+/]+={0,2}$/.test(input);
    const file = isBase64 ? Buffer.from(input, 'base64').toString('latin1') : '';
    return [input, file].flatMap((text) => text.match(/[a-z]{18,}/g) ?? []).map((one) => [field, one]);
  }
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => canariesIn(value, name));
}
