import { approveDisclosure } from '../lambda/domain/disclosure/approve-disclosure.ts';
import { requireDisclosure } from '../lambda/domain/disclosure/change-disclosure.ts';
import { recordReceipt } from '../lambda/domain/disclosure/confirm-receipt.ts';
import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import { nameCustomers } from '../lambda/domain/disclosure/name-customers.ts';
import { openDisclosure } from '../lambda/domain/disclosure/open-disclosure.ts';
import { rejectDisclosure } from '../lambda/domain/disclosure/reject-disclosure.ts';
import { revokeDisclosure } from '../lambda/domain/disclosure/revoke-disclosure.ts';
import { verifyDisclosure } from '../lambda/domain/disclosure/verify-disclosure.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { requireStaff } from './customer.ts';
import {
  ApproveDisclosureInput,
  NameCustomersInput,
  OpenDisclosureInput,
  RecordReceiptInput,
  RejectDisclosureInput,
  RevokeDisclosureInput,
  VerifyDisclosureInput,
} from './disclosure-inputs.ts';
import { DisclosureType } from './disclosure-type.ts';
import { outcome } from './errors.ts';
import { localId, requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';

const payload = (name: string) =>
  payloadOf<Disclosure>(name, 'disclosure', DisclosureType as never, disclosers);
const OpenPayload = payload('OpenDisclosure');
const NamePayload = payload('NameCustomersInDisclosure');
const VerifyPayload = payload('VerifyDisclosure');
const ApprovePayload = payload('ApproveDisclosure');
const RejectPayload = payload('RejectDisclosure');
const RevokePayload = payload('RevokeDisclosure');
const ReceiptPayload = payload('RecordReceipt');

/** A disclosure as an act has left it. */
const acted = (context: ApiContext, act: () => Promise<{ readonly disclosureId: string }>) =>
  outcome(context.viewer.language, async () => requireDisclosure(context.ports, (await act()).disclosureId));
const localIds = (ids: readonly string[]): readonly string[] =>
  ids.map((id, n) => requireLocalId('Customer', id, ['customerIds', String(n)]));

builder.mutationFields((t) => ({
  openDisclosure: t.field({
    type: OpenPayload,
    access: disclosers,
    cost: 50,
    description:
      'Opens a disclosure request on one of the three bases (P1.6). Anything but NONE as consideration is refused and recorded (P1.7). An authority is to be answered within 24 hours of receipt, or 3 (L116 25; D333 16(3)).',
    args: { input: t.arg({ type: OpenDisclosureInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, async () => {
        const { order, urgencyClaimedBy, customerIds, ...rest } = input;
        const { deadline, withheldUntil, ...said } = order ?? {};
        const call = {
          ...rest,
          // What is no customer's id is told only of what is not sold.
          customerIds: customerIds.map((id) => localId('Customer', id)),
          urgencyClaimedBy: urgencyClaimedBy ?? undefined,
          ...(order && {
            order: {
              ...(said as Omit<typeof order, 'deadline' | 'withheldUntil'>),
              deadline: deadline ?? undefined,
              withheldUntil: withheldUntil ?? undefined,
            },
          }),
        };
        return openDisclosure(context.ports, requireStaff(context.viewer), call);
      }),
  }),
  nameCustomersInDisclosure: t.field({
    type: NamePayload,
    access: disclosers,
    cost: 50,
    description:
      'Names more customers of an order that names more than fit one request: by whoever opened it, before it is verified.',
    args: { input: t.arg({ type: NameCustomersInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, async () => {
        const { id: disclosureId, idempotencyKey, customerIds } = input;
        const call = { disclosureId, idempotencyKey, customerIds: localIds(customerIds) };
        return nameCustomers(context.ports, requireStaff(context.viewer), call);
      }),
  }),
  verifyDisclosure: t.field({
    type: VerifyPayload,
    access: disclosers,
    cost: 10,
    description:
      'The recipient was asked over a second channel whether it asks, and the order was compared with what is kept (P6.5).',
    args: { input: t.arg({ type: VerifyDisclosureInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, () => {
        const { id: disclosureId, documentDigest, ...rest } = input;
        const call = { ...rest, disclosureId, documentDigest: documentDigest ?? undefined };
        return verifyDisclosure(context.ports, requireStaff(context.viewer), call);
      }),
  }),
  approveDisclosure: t.field({
    type: ApprovePayload,
    access: disclosers,
    cost: 10,
    description:
      'Another person than who opened or verified it, and no customer in it, approves (P6.5). A job seals the package; nobody sees what is inside.',
    args: { input: t.arg({ type: ApproveDisclosureInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, () => {
        const { id: disclosureId, ...rest } = input;
        return approveDisclosure(context.ports, requireStaff(context.viewer), { ...rest, disclosureId });
      }),
  }),
  rejectDisclosure: t.field({
    type: RejectPayload,
    access: disclosers,
    cost: 10,
    description: 'Refuses a disclosure request that is not approved yet.',
    args: { input: t.arg({ type: RejectDisclosureInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, () => {
        const { id: disclosureId, ...rest } = input;
        return rejectDisclosure(context.ports, requireStaff(context.viewer), { ...rest, disclosureId });
      }),
  }),
  revokeDisclosure: t.field({
    type: RevokePayload,
    access: disclosers,
    cost: 10,
    description:
      'Takes an approved disclosure back: its package cannot be collected any more, and is destroyed.',
    args: { input: t.arg({ type: RevokeDisclosureInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, () => {
        const { id: disclosureId, ...rest } = input;
        return revokeDisclosure(context.ports, requireStaff(context.viewer), { ...rest, disclosureId });
      }),
  }),
  recordReceipt: t.field({
    type: ReceiptPayload,
    access: disclosers,
    cost: 10,
    description: 'Records the signed receipt of a package that was handed over in person.',
    args: { input: t.arg({ type: RecordReceiptInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      acted(context, () => {
        const { id: disclosureId, ...rest } = input;
        return recordReceipt(context.ports, requireStaff(context.viewer), { ...rest, disclosureId });
      }),
  }),
}));
