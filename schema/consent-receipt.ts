import type { SignedReceipt } from '../lambda/domain/consent/receipt.ts';
import { builder } from './builder.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { globalId } from './node.ts';

const { issueReceipt } = lateOperations;

const self = ['customer'] as const;
const everyone = ['everyone'] as const;

const ConsentReceipt = builder.objectRef<SignedReceipt>('ConsentReceipt').implement({
  description: 'A signed copy of what the customer agreed to, refused and withdrew, to be kept (D356 6(1)).',
  fields: (t) => ({
    jws: t.exposeString('jws', {
      access: self,
      description:
        'JWS compact serialization (RFC 7515), ES256; verify it with `receiptKeys`. The payload has the structure of ISO/IEC TS 27560:2023 and holds no personal value but `me.id`.',
    }),
    issuedAt: t.expose('issuedAt', { type: 'DateTime', access: self }),
  }),
});

builder.objectFields(Me, (t) => ({
  consentReceipt: t.field({
    type: ConsentReceipt,
    access: self,
    cost: 20,
    nullable: true,
    description: 'A receipt of the consents as they are now; made and signed anew each time it is asked for.',
    resolve: ({ loaded }, _, { ports }) => {
      const { id } = loaded.customer;
      return issueReceipt(ports, id, globalId('Customer', id));
    },
  }),
}));

type ReceiptKeyShape = Readonly<Record<string, string>>;
const members = {
  kty: 'Key type: EC.',
  crv: 'Curve: P-256.',
  x: 'Coordinate, base64url.',
  y: 'Coordinate, base64url.',
  kid: 'Thumbprint of the key (RFC 7638); the header of a receipt names it.',
  alg: 'ES256.',
  use: 'sig.',
} as const;

const ReceiptKey = builder.objectRef<ReceiptKeyShape>('ReceiptKey').implement({
  description: 'A public key as a JWK (RFC 7517).',
  fields: (t) => {
    const member = (name: keyof typeof members) =>
      t.string({ access: everyone, description: members[name], resolve: (key) => key[name] as string });
    return {
      kty: member('kty'),
      crv: member('crv'),
      x: member('x'),
      y: member('y'),
      kid: member('kid'),
      alg: member('alg'),
      use: member('use'),
    };
  },
});

builder.queryFields((t) => ({
  receiptKeys: t.field({
    type: [ReceiptKey],
    access: everyone,
    size: 1,
    cost: 5,
    description: 'The keys that receipts are signed with: what anybody needs to verify one.',
    resolve: async (_, __, { ports }) => [await ports.signer.publicKey()],
  }),
}));
