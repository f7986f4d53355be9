import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import { builder } from './builder.ts';
import { IssueLinkInput, ReadPassphraseInput } from './disclosure-inputs.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const { issueCollectionLink, readPassphrase, requireDisclosure } = lateOperations;

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
      description:
        'Null when the same call is repeated: read it again by another, which is recorded as well.',
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

mutation('issueCollectionLink', {
  payload: LinkPayload,
  access: disclosers,
  cost: 20,
  description:
    'Makes the link by which a package is collected, in place of the one before. It opens nothing without the key or the passphrase: whoever comes by it answers a challenge (P6.5).',
  input: IssueLinkInput,
  act: async (input, { ports, viewer }) => {
    const { id, idempotencyKey } = input;
    const call = { disclosureId: id, idempotencyKey };
    const { disclosureId, link } = await issueCollectionLink(ports, requireStaff(viewer), call);
    return { disclosure: await requireDisclosure(ports, disclosureId), link };
  },
});

mutation('readDisclosurePassphrase', {
  payload: PassphrasePayload,
  access: disclosers,
  cost: 20,
  description:
    'The passphrase of a package, to be told over a second channel; never to whoever made its link. In the audit trail before it is shown.',
  input: ReadPassphraseInput,
  act: async (input, { ports, viewer }) => {
    const { id, idempotencyKey } = input;
    const call = { disclosureId: id, idempotencyKey };
    const { disclosureId, passphrase } = await readPassphrase(ports, requireStaff(viewer), call);
    return { disclosure: await requireDisclosure(ports, disclosureId), passphrase };
  },
});
