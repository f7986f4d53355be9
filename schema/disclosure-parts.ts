import type { OneResult } from '../lambda/domain/disclosure/customer-results.ts';
import type { DisclosurePackage } from '../lambda/domain/disclosure/disclosure.ts';
import { builder } from './builder.ts';
import { DisclosureResultEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { lateOperations } from './late-operations.ts';
import { globalId } from './node.ts';
import { disclosers, disclosureReaders as readers } from './recipient.ts';

const { openWords } = lateOperations;

export const PackageType = builder
  .objectRef<DisclosurePackage & { readonly id: string }>('DisclosurePackage')
  .implement({
    description:
      'What is handed over, and is kept as proof once it is destroyed: its digest and its signed manifest. Nobody here can open it.',
    fields: (t) => ({
      digest: t.exposeString('digest', { access: readers, description: 'SHA-256 of the ciphertext, hex.' }),
      bytes: t.exposeInt('bytes', { access: readers }),
      sealedAt: t.expose('sealedAt', { type: 'DateTime', access: readers }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', access: readers }),
      manifest: t.string({
        access: disclosers,
        nullable: true,
        cost: 2,
        description:
          'JWS (RFC 7515): what is inside, of whom, on which basis, when, by whom, until when, and that it confers no right (P7.1). It is kept sealed, for it says what the order is called.',
        resolve: (made, _, { ports }) => openWords(ports, made, 'manifest', made.sealedManifest),
      }),
      keyThumbprint: t.string({
        access: readers,
        nullable: true,
        description: 'Of the key it is sealed to. Null: by a passphrase.',
        resolve: ({ keyThumbprint }) => keyThumbprint,
      }),
      destroyedAt: t.field({
        type: 'DateTime',
        access: readers,
        nullable: true,
        resolve: ({ destroyedAt }) => destroyedAt,
      }),
    }),
  });

export const ResultType = builder.objectRef<OneResult>('CustomerDisclosure').implement({
  description: 'What became of one customer in a disclosure.',
  fields: (t) => ({
    customerId: t.id({
      access: readers,
      resolve: ({ customerId }) => globalId('Customer', customerId),
    }),
    result: t.expose('result', { type: DisclosureResultEnum, access: readers }),
    fields: t.field({
      type: [PersonalFieldEnum],
      access: readers,
      description: 'What is inside of them; names alone.',
      resolve: ({ fields }) => [...fields],
    }),
    cause: t.string({
      access: readers,
      nullable: true,
      description: 'Why nothing was given: a code.',
      resolve: ({ cause }) => cause,
    }),
    toldAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ toldAt }) => toldAt,
    }),
  }),
});
