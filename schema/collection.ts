import { requireDisclosure } from '../lambda/domain/disclosure/change-disclosure.ts';
import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import { issueCollectionLink } from '../lambda/domain/disclosure/issue-collection-link.ts';
import { readPassphrase } from '../lambda/domain/disclosure/read-passphrase.ts';
import { builder } from './builder.ts';
import { requireStaff } from './customer.ts';
import { IssueLinkInput, ReadPassphraseInput } from './disclosure-inputs.ts';
import { DisclosureType } from './disclosure-type.ts';
import { outcome } from './errors.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';

interface Handover {
  readonly disclosure: Disclosure;
  readonly link?: string | undefined;
  readonly passphrase?: string | undefined;
}

const HandoverType = builder.objectRef<Handover>('DisclosureHandover').implement({
  description:
    'What is told to a recipient: the link by one channel, a passphrase by another, by two people.',
  fields: (t) => ({
    disclosure: t.expose('disclosure', { type: DisclosureType, access: disclosers }),
    link: t.string({
      access: disclosers,
      nullable: true,
      description:
        'Where the package is collected, for 72 hours. Shown once: null when the same call is repeated; make another then.',
      resolve: ({ link }) => link,
    }),
    passphrase: t.string({
      access: disclosers,
      nullable: true,
      resolve: ({ passphrase }) => passphrase,
    }),
  }),
});
const LinkPayload = payloadOf<Handover>('IssueCollectionLink', 'handover', HandoverType as never, disclosers);
const PassphrasePayload = payloadOf<Handover>(
  'ReadDisclosurePassphrase',
  'handover',
  HandoverType as never,
  disclosers,
);

builder.mutationFields((t) => ({
  issueCollectionLink: t.field({
    type: LinkPayload,
    access: disclosers,
    cost: 20,
    description:
      'Makes the link by which a package is collected, in place of the one before. It opens nothing without the key or the passphrase: whoever comes by it answers a challenge (P6.5).',
    args: { input: t.arg({ type: IssueLinkInput, access: disclosers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { id, idempotencyKey } = input;
        const call = { disclosureId: id, idempotencyKey };
        const { disclosureId, link } = await issueCollectionLink(ports, requireStaff(viewer), call);
        return { disclosure: await requireDisclosure(ports, disclosureId), link };
      }),
  }),
  readDisclosurePassphrase: t.field({
    type: PassphrasePayload,
    access: disclosers,
    cost: 20,
    description:
      'The passphrase of a package, to be told over a second channel; never to whoever made its link. In the audit trail before it is shown.',
    args: { input: t.arg({ type: ReadPassphraseInput, access: disclosers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { id, idempotencyKey } = input;
        const call = { disclosureId: id, idempotencyKey };
        const { disclosureId, passphrase } = await readPassphrase(ports, requireStaff(viewer), call);
        return { disclosure: await requireDisclosure(ports, disclosureId), passphrase };
      }),
  }),
}));
