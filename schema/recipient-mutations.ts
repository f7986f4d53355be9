import type { Recipient } from '../lambda/domain/recipient/recipient.ts';
import { builder } from './builder.ts';
import { DeliveryEnum, RecipientKindEnum, SecondChannelEnum } from './disclosure-enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { disclosers, RecipientType, recipientAfter } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const { registerRecipient, revokeRecipient, setRecipientKey, verifyRecipientKey } = lateOperations;

const payload = (name: string) => payloadOf<Recipient>(name, 'recipient', RecipientType as never, disclosers);
const RegisterRecipientPayload = payload('RegisterRecipient');
const SetRecipientKeyPayload = payload('SetRecipientKey');
const VerifyRecipientKeyPayload = payload('VerifyRecipientKey');
const RevokeRecipientPayload = payload('RevokeRecipient');

const jwk =
  'A public key for encryption, as the text of a JWK (RFC 7517): RSA of 2048 to 8192 bits, EC P-256, P-384 or P-521, or X25519. One with a private member is refused: its owner makes another pair.';

const RegisterRecipientInput = builder.inputType('RegisterRecipientInput', {
  description: 'Somebody to whom personal information may be disclosed.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    kind: t.field({ type: RecipientKindEnum }),
    name: t.string({ description: "The organisation's, 1 to 200 characters; not a person's." }),
    authentication: t.string({
      description: 'How somebody who asks in its name is authenticated: 1 to 500 characters.',
    }),
    delivery: t.field({ type: DeliveryEnum }),
    key: t.string({ required: false, description: jwk }),
    keyExpiresAt: t.field({ type: 'DateTime', required: false }),
  }),
});
const SetRecipientKeyInput = builder.inputType('SetRecipientKeyInput', {
  description: 'Another public key of a recipient.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    recipientId: t.id(),
    key: t.string({ description: jwk }),
    keyExpiresAt: t.field({ type: 'DateTime', required: false }),
  }),
});
const VerifyRecipientKeyInput = builder.inputType('VerifyRecipientKeyInput', {
  description: 'What was compared with the recipient, and over which channel.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    recipientId: t.id(),
    thumbprint: t.string({
      required: false,
      description: 'As the recipient told it, and equal to `keyThumbprint`. Left out for one without a key.',
    }),
    channel: t.field({ type: SecondChannelEnum }),
  }),
});
const RevokeRecipientInput = builder.inputType('RevokeRecipientInput', {
  description: 'Whom nothing is disclosed to any more.',
  fields: (t) => ({ idempotencyKey: t.string({ description: key }), recipientId: t.id() }),
});

mutation('registerRecipient', {
  payload: RegisterRecipientPayload,
  access: disclosers,
  description:
    'Registers a recipient (P1.6, P6.5, P6.6). Nothing is disclosed to it until another person has verified it.',
  input: RegisterRecipientInput,
  act: async (input, context) => {
    const { key: given, keyExpiresAt, ...rest } = input;
    const call = { ...rest, key: given ?? undefined, keyExpiresAt: keyExpiresAt ?? undefined };
    const { ports, viewer } = context;
    return recipientAfter(context, await registerRecipient(ports, requireStaff(viewer), call));
  },
});

mutation('setRecipientKey', {
  payload: SetRecipientKeyPayload,
  access: disclosers,
  description:
    'Gives a recipient another key. It is to be verified anew, by another person. Packages that wait for it are destroyed, and orders among them decided anew.',
  input: SetRecipientKeyInput,
  act: async (input, context) => {
    const call = { ...input, keyExpiresAt: input.keyExpiresAt ?? undefined };
    const { ports, viewer } = context;
    return recipientAfter(context, await setRecipientKey(ports, requireStaff(viewer), call));
  },
});

mutation('verifyRecipientKey', {
  payload: VerifyRecipientKeyPayload,
  access: disclosers,
  description:
    'Another person than who registered a recipient, or set its key, has compared the key over a second channel.',
  input: VerifyRecipientKeyInput,
  act: async (input, context) => {
    const call = { ...input, thumbprint: input.thumbprint ?? undefined };
    const { ports, viewer } = context;
    return recipientAfter(context, await verifyRecipientKey(ports, requireStaff(viewer), call));
  },
});

mutation('revokeRecipient', {
  payload: RevokeRecipientPayload,
  access: disclosers,
  description: 'Stops every disclosure to a recipient from this instant, for good.',
  input: RevokeRecipientInput,
  act: async (input, context) => {
    const { ports, viewer } = context;
    return recipientAfter(context, await revokeRecipient(ports, requireStaff(viewer), input));
  },
});
