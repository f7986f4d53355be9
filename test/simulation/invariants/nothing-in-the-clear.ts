import { formsOf, lowered } from '../../harness/leak-forms.ts';
import type { Invariant, Left } from './left.ts';

/** Looks for every value in all that was kept or said, in every form; what a mail says to its own reader is nobody's secret. */
export const nothingInTheClear: Invariant<Left> = (left) => {
  const places = placesOf(left);
  const exact = Buffer.from(places.join('\u0000'), 'latin1');
  const loose = lowered(exact).toString('latin1');
  const strict = exact.toString('latin1');
  return left.people.flatMap((person, at) =>
    Object.entries({
      ...{ name: person.name, phone: person.phone.slice(1), line: person.line },
      ...{ identityNumber: person.identityNumber },
      ...Object.fromEntries(person.emails.map((email, n) => [`email ${n}`, email])),
      ...Object.fromEntries(person.words.map((words, n) => [`words ${n}`, words])),
    }).flatMap(([what, value]) =>
      formsOf(value)
        .filter(({ bytes, exact: isExact }) => (isExact ? strict : loose).includes(bytes.toString('latin1')))
        .map(({ name }) => `${what} of customer ${at}, ${name}`),
    ),
  );
};

/** Everything, each byte as a letter. */
function placesOf({ services, logs, client, parked }: Left): readonly string[] {
  const kept = [...services.store.entries].map(([key, value]) => `${key} ${value}`);
  const binary = kept.flatMap((entry) =>
    [...entry.matchAll(/"B":"([A-Za-z0-9+/=]+)"/g)].map(([, text = '']) =>
      Buffer.from(text, 'base64').toString('latin1'),
    ),
  );
  const objects = [...services.buckets.files.values()].map((bytes) => bytes.toString('latin1'));
  const said = [...logs, ...client.refusals, ...parked];
  return [...[...kept, ...said].map((text) => Buffer.from(text).toString('latin1')), ...binary, ...objects];
}
