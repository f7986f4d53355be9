import { leaksAmong } from '../../harness/leaks-among.ts';
import { type Secrets, secretsOf } from '../../harness/personal-values.ts';
import type { Invariant, Left } from './left.ts';
import { placesLeft } from './places-left.ts';

/** No value of anybody stands in what was kept or said, in any form; what a mail says to its own reader is nobody's secret. */
export const nothingInTheClear: Invariant<Left> = async (left) => {
  const secrets = [...ofCustomers(left), ...ofWriters(left), ...ofEmployees(left), ofActs(left)];
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

/** What anybody gave the product in words of their own, by its operation and field; what customers are told of it is for them. */
const ofActs = ({ client, people }: Left): Secrets => ({
  inboxes: people.flatMap(({ emails }) => emails),
  values: Object.fromEntries(
    client.acts.flatMap(({ name, key, input }) =>
      canariesIn(input)
        .filter(([field]) => !open(name, field))
        .map(([field, value]) => [`${field} of ${name} ${key}`, value]),
    ),
  ),
});

function canariesIn(input: unknown, field = 'input'): readonly [string, string][] {
  if (typeof input === 'string') return /^[a-z]{19,}$/.test(input) ? [[field, input]] : [];
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => canariesIn(value, name));
}
