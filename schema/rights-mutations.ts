import { closeAccount } from '../lambda/domain/rights/close-account.ts';
import { liftRestriction } from '../lambda/domain/rights/lift-restriction.ts';
import { objectToProcessing } from '../lambda/domain/rights/object-to-processing.ts';
import { requestCopy } from '../lambda/domain/rights/request-copy.ts';
import { requestErasure } from '../lambda/domain/rights/request-erasure.ts';
import type { NamedRight, RightCall } from '../lambda/domain/rights/request-right.ts';
import { restrictProcessing } from '../lambda/domain/rights/restrict-processing.ts';
import { withdrawRight } from '../lambda/domain/rights/withdraw-right.ts';
import { withdrawStorage } from '../lambda/domain/rights/withdraw-storage.ts';
import type { CustomerViewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import type { ApiPorts } from './context.ts';
import { own, ownPayload } from './own-act.ts';
import {
  LiftRestrictionInput,
  RequestErasureInput,
  RequestRightInput,
  WithdrawRightsRequestInput,
} from './rights-inputs.ts';

const self = ['customer'] as const;
const RequestRightPayload = ownPayload('RequestRight');
const LiftRestrictionPayload = ownPayload('LiftRestriction');
const WithdrawRightsRequestPayload = ownPayload('WithdrawRightsRequest');
type RequestRight = (ports: ApiPorts, viewer: CustomerViewer, call: RightCall) => Promise<NamedRight>;

builder.mutationFields((t) => {
  const ofSelf = (request: RequestRight, description: string, input = RequestRightInput) =>
    t.field({
      type: RequestRightPayload,
      access: self,
      cost: 10,
      description,
      args: { input: t.arg({ type: input, access: self }) },
      resolve: (_, given, context) => own(context, (viewer) => request(context.ports, viewer, given.input)),
    });
  return {
    requestCopy: ofSelf(
      requestCopy,
      'Asks for a copy of everything that is held of the customer (D356 5(3)). Ready at once: `me.rightsRequests { copy }`, for 7 days; a mail says so.',
    ),
    restrictProcessing: ofSelf(
      restrictProcessing,
      'Has processing restricted (D356 5(2)): from now on no mail but duties, and staff read values for rights and duties in law alone, until `liftRestriction`.',
    ),
    objectToProcessing: ofSelf(
      objectToProcessing,
      'Objects to processing (D356 5(2)): it stops as with a restriction.',
    ),
    requestErasure: ofSelf(
      requestErasure,
      'Asks for everything to be erased (D356 5(4)). The privacy officer decides within 20 days; until it is granted it can be withdrawn. Then everything goes; a certificate follows once no backup of the keys is left.',
      RequestErasureInput,
    ),
    withdrawStorage: ofSelf(
      withdrawStorage,
      'Withdraws the agreement to storing, which is a request for erasure (P1.4). Processing is restricted at once.',
      RequestErasureInput,
    ),
    closeAccount: ofSelf(
      closeAccount,
      'Closes the account (P4.4). With the last running service the association ends, and with it every mail that can be refused. Signing in still shows what is held.',
    ),
  };
});

builder.mutationFields((t) => ({
  liftRestriction: t.field({
    type: LiftRestrictionPayload,
    access: self,
    cost: 10,
    description: 'Lifts a restriction or an objection (D356 5(2)).',
    args: { input: t.arg({ type: LiftRestrictionInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => liftRestriction(context.ports, viewer, input)),
  }),
  withdrawRightsRequest: t.field({
    type: WithdrawRightsRequestPayload,
    access: self,
    cost: 10,
    description: 'Withdraws a right that was asked for and is not decided yet.',
    args: { input: t.arg({ type: WithdrawRightsRequestInput, access: self }) },
    resolve: (_, { input }, context) => own(context, (viewer) => withdrawRight(context.ports, viewer, input)),
  }),
}));
