import { expect, it } from 'vitest';
import { productFiles } from './source-files.ts';

/** The files that take a personal value out of its cover, each with its reason. Another needs a reason as good. */
const reasons: Readonly<Record<string, string>> = {
  'lambda/domain/pii.ts': 'defines the cover',
  'lambda/domain/open-shaped.ts': 'opens for those below, and looks at the shape',
  'lambda/crypto/padded-json.ts': 'seals what is covered',
  'lambda/domain/customer/open-details.ts':
    "opens a customer's details, for the value gate and for one's own eyes",
  'lambda/domain/correction/sealed-correction.ts': 'opens a correction, for the value gate and to apply it',
  'lambda/domain/contact/email-change.ts':
    'opens the new address of a change, for its mail, for the switch, for the value gate and for the customer’s own eyes',
  'lambda/domain/contact/hold-words.ts': 'opens what staff wrote of a hold, for the value gate',
  'lambda/domain/customer/customer-numbers.ts': "opens a customer's own numbers",
  'lambda/domain/customer/imported-number.ts': 'tells a row that was imported before from another',
  'lambda/domain/commitment/read-document.ts': 'opens the document of an order, for the value gate',
  'lambda/domain/recipient/recipient-words.ts':
    'opens how a recipient is authenticated, and what a processor has committed to, for the legal team',
  'lambda/domain/payment/order-reference.ts':
    'opens the order that a payment was for, for the customer’s own eyes',
  'lambda/domain/disclosure/involvement.ts':
    'looks up whether an employee who does anything about a disclosure is a customer in it',
  'lambda/domain/disclosure/sealed-words.ts':
    'opens what people wrote of a disclosure, the passphrase of a package, and its manifest',
  'lambda/domain/erasure/hold-reason.ts':
    'opens why something is kept although it was to be erased, for the value gate',
  'lambda/domain/incident/incident-words.ts':
    'opens what is said of an incident, for the privacy officer, and what those affected are told, for their mails',
  'lambda/domain/mail/open-letter.ts': 'opens the words of a mail',
  'lambda/domain/request/sealed-words.ts':
    'opens what was said in a request, for the value gate and for the eyes of who asked',
  'lambda/domain/rights/open-for-copy.ts': 'opens what a customer takes away in a copy of the own data',
  'lambda/domain/rights/sealed-reason.ts':
    'opens why a right was decided so, for the value gate and for the eyes of who asked',
  'lambda/domain/service/service-name.ts': 'opens what a service of a customer is called',
  'lambda/mail/compose-mail.ts': 'writes the mail',
  'lambda/mail/ses-transport.ts': 'hands the mail to SES',
};

it('only listed files uncover a personal value (P0.1, P6.4)', () => {
  const found = productFiles
    .filter(({ text }) => /\b(?:uncover|openShaped)\b/.test(text))
    .map(({ path }) => path);
  expect(new Set(found)).toEqual(new Set(Object.keys(reasons)));
});
