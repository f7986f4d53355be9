import { builder } from './builder.ts';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

builder.scalarType('DateTime', {
  description: 'An instant, RFC 3339. Answers are in UTC with milliseconds.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => value,
  parseValue(value) {
    if (typeof value !== 'string' || !instant.test(value) || Number.isNaN(Date.parse(value)))
      throw new TypeError('DateTime is an RFC 3339 instant such as 2026-01-31T09:30:00Z');
    return new Date(value);
  },
});

builder.scalarType('Date', {
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: (value) => value,
  parseValue(value) {
    if (typeof value !== 'string' || !day.test(value)) throw new TypeError('Date is YYYY-MM-DD');
    return value;
  },
});

/** Text whose rules the domain judges, so that a refusal is a `UserError` that names the field rather than a failed operation. */
function textScalar(name: 'EmailAddress' | 'PhoneNumber', description: string): void {
  builder.scalarType(name, {
    description,
    serialize: (value) => value,
    parseValue(value) {
      if (typeof value !== 'string') throw new TypeError(`${name} is a string`);
      return value;
    },
  });
}
textScalar(
  'EmailAddress',
  'An email address. Taken as people write it; answered with its domain in lower case.',
);
textScalar(
  'PhoneNumber',
  'A telephone number. Taken as people write it, with +84 or a leading 0; answered in E.164, such as +84901234567.',
);
