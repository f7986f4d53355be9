import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import type { ApiContext, ApiPorts } from './context.ts';
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
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { localId, requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const {
  approveDisclosure,
  nameCustomers,
  openDisclosure,
  recordReceipt,
  rejectDisclosure,
  requireDisclosure,
  revokeDisclosure,
  verifyDisclosure,
} = lateOperations;

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
const acted = async ({ ports }: ApiContext, act: () => Promise<{ readonly disclosureId: string }>) =>
  requireDisclosure(ports, (await act()).disclosureId);
/** The same, of the one that an input names. */
const actedUpon = <Input extends { readonly id: string }>(
  context: ApiContext,
  { id: disclosureId, ...rest }: Input,
  act: (
    ports: ApiPorts,
    viewer: StaffViewer,
    call: Omit<Input, 'id'> & { readonly disclosureId: string },
  ) => Promise<{ readonly disclosureId: string }>,
) => acted(context, () => act(context.ports, requireStaff(context.viewer), { ...rest, disclosureId }));
const localIds = (ids: readonly string[]): readonly string[] =>
  ids.map((id, n) => requireLocalId('Customer', id, ['customerIds', String(n)]));

mutation('openDisclosure', {
  payload: OpenPayload,
  access: disclosers,
  cost: 50,
  description:
    'Opens a disclosure request on one of the three bases (P1.6). Anything but NONE as consideration is refused and recorded (P1.7). An authority is to be answered within 24 hours of receipt, or 3 (L116 25; D333 16(3)).',
  input: OpenDisclosureInput,
  act: (input, context) =>
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
});

mutation('nameCustomersInDisclosure', {
  payload: NamePayload,
  access: disclosers,
  cost: 50,
  description:
    'Names more customers of an order that names more than fit one request: by whoever opened it, before it is verified.',
  input: NameCustomersInput,
  act: (input, context) =>
    acted(context, async () => {
      const { id: disclosureId, idempotencyKey, customerIds } = input;
      const call = { disclosureId, idempotencyKey, customerIds: localIds(customerIds) };
      return nameCustomers(context.ports, requireStaff(context.viewer), call);
    }),
});

mutation('verifyDisclosure', {
  payload: VerifyPayload,
  access: disclosers,
  description:
    'The recipient was asked over a second channel whether it asks, and the order was compared with what is kept (P6.5).',
  input: VerifyDisclosureInput,
  act: (input, context) =>
    acted(context, () => {
      const { id: disclosureId, documentDigest, ...rest } = input;
      const call = { ...rest, disclosureId, documentDigest: documentDigest ?? undefined };
      return verifyDisclosure(context.ports, requireStaff(context.viewer), call);
    }),
});

mutation('approveDisclosure', {
  payload: ApprovePayload,
  access: disclosers,
  description:
    'Another person than who opened or verified it, and no customer in it, approves (P6.5). A job seals the package; nobody sees what is inside.',
  input: ApproveDisclosureInput,
  act: (input, context) => actedUpon(context, input, approveDisclosure),
});

mutation('rejectDisclosure', {
  payload: RejectPayload,
  access: disclosers,
  description: 'Refuses a disclosure request that is not approved yet.',
  input: RejectDisclosureInput,
  act: (input, context) => actedUpon(context, input, rejectDisclosure),
});

mutation('revokeDisclosure', {
  payload: RevokePayload,
  access: disclosers,
  description:
    'Takes an approved disclosure back: its package cannot be collected any more, and is destroyed.',
  input: RevokeDisclosureInput,
  act: (input, context) => actedUpon(context, input, revokeDisclosure),
});

mutation('recordReceipt', {
  payload: ReceiptPayload,
  access: disclosers,
  description: 'Records the signed receipt of a package that was handed over in person.',
  input: RecordReceiptInput,
  act: (input, context) => actedUpon(context, input, recordReceipt),
});
