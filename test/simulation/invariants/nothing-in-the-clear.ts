import { leaksAmong } from '../../harness/leaks-among.ts';
import { type Secrets, secretsOf } from '../../harness/personal-values.ts';
import type { Invariant, Left } from './left.ts';
import { placesLeft } from './places-left.ts';

/** No value of anybody stands in what was kept or said, in any form; what a mail says to its own reader is nobody's secret. */
export const nothingInTheClear: Invariant<Left> = async (left) => {
  const secrets = [...ofCustomers(left), ...ofWriters(left), ...ofEmployees(left)];
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
