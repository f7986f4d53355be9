import { builder } from './builder.ts';
import {
  ConsiderationEnum,
  DisclosureBasisEnum,
  DisclosurePurposeEnum,
  PersonalFieldEnum,
  SecondChannelEnum,
} from './disclosure-enums.ts';
import { key } from './inputs.ts';

const LegalOrderInput = builder.inputType('LegalOrderInput', {
  description: 'An order of an authority, as it says.',
  fields: (t) => ({
    instrument: t.string({
      description: 'Its number and date, 1 to 100 letters, digits and . , ; : / - ( ); no name of a person.',
    }),
    scope: t.field({ type: [PersonalFieldEnum], description: 'Every field that it names, and no other.' }),
    document: t.string({ description: 'In Base64: a PDF, PNG or JPEG of 40 KB at most. It is kept sealed.' }),
    deadline: t.field({
      type: 'DateTime',
      required: false,
      description: 'Its own, after `receivedAt`. Later than the 24 or 3 hours of law, it counts for nothing.',
    }),
    withheldUntil: t.field({
      type: 'DateTime',
      required: false,
      description:
        'Only where the order says so: until then customers are shown and told nothing. Ten years from now at most.',
    }),
  }),
});

export const OpenDisclosureInput = builder.inputType('OpenDisclosureInput', {
  description: 'A disclosure request: for whom, on which basis, for what, what of whom.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    recipientId: t.id(),
    basis: t.field({ type: DisclosureBasisEnum }),
    order: t.field({
      type: LegalOrderInput,
      required: false,
      description: 'With LEGAL_ORDER, and only then.',
    }),
    purpose: t.field({ type: DisclosurePurposeEnum }),
    fields: t.field({ type: [PersonalFieldEnum], description: 'No more than the basis covers.' }),
    customerIds: t.idList({
      description:
        '1 to 500 at once, as many as fit a request; more of an order by `nameCustomersInDisclosure`, to 1000. Without an order, 40.',
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description:
        "When the request reached CloudFly, 30 days ago at most: an authority's clock runs from there.",
    }),
    urgencyClaimedBy: t.string({
      required: false,
      description:
        'Which office claimed that life or national security is at stake: 3 hours instead of 24. Not the name of a person.',
    }),
    consideration: t.field({ type: ConsiderationEnum, description: 'What CloudFly gets for it (P1.7).' }),
  }),
});
export const NameCustomersInput = builder.inputType('NameCustomersInDisclosureInput', {
  description: 'More customers whom an order names.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    customerIds: t.idList({ description: '1 to 500.' }),
  }),
});
export const VerifyDisclosureInput = builder.inputType('VerifyDisclosureInput', {
  description: 'What was compared with the recipient, and over which channel.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    documentDigest: t.string({
      required: false,
      description: 'Of an order: SHA-256 of the original that the recipient confirmed, hex.',
    }),
    channel: t.field({ type: SecondChannelEnum }),
  }),
});
const named = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({ idempotencyKey: t.string({ description: key }), id: t.id() }),
  });
const reasoned = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      idempotencyKey: t.string({ description: key }),
      id: t.id(),
      reason: t.string({ description: '1 to 4000 characters. It is kept sealed.' }),
    }),
  });
export const ApproveDisclosureInput = named('ApproveDisclosureInput', 'What another person stands up for.');
export const RejectDisclosureInput = reasoned('RejectDisclosureInput', 'What is refused, and why.');
export const RevokeDisclosureInput = reasoned('RevokeDisclosureInput', 'What is taken back, and why.');
export const IssueLinkInput = named('IssueCollectionLinkInput', 'Which package is to be collected.');
export const ReadPassphraseInput = named(
  'ReadDisclosurePassphraseInput',
  'Of which package the passphrase is read.',
);
export const RecordReceiptInput = builder.inputType('RecordReceiptInput', {
  description: 'A receipt on paper, of a package that was handed over in person.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id(),
    digest: t.string({ description: 'SHA-256 of the package, hex, as the receipt says it.' }),
  }),
});
