import type { NamedRight, RightCall } from '../lambda/domain/rights/request-right.ts';
import type { CustomerViewer } from '../lambda/domain/viewer.ts';
import type { ApiPorts } from './context.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';
import {
  LiftRestrictionInput,
  RequestErasureInput,
  RequestRightInput,
  WithdrawRightsRequestInput,
} from './rights-inputs.ts';

const {
  closeAccount,
  liftRestriction,
  objectToProcessing,
  requestCopy,
  requestErasure,
  restrictProcessing,
  withdrawRight,
  withdrawStorage,
} = lateOperations;

const self = ['customer'] as const;
const RequestRightPayload = ownPayload('RequestRight');
const LiftRestrictionPayload = ownPayload('LiftRestriction');
const WithdrawRightsRequestPayload = ownPayload('WithdrawRightsRequest');
type RequestRight = (ports: ApiPorts, viewer: CustomerViewer, call: RightCall) => Promise<NamedRight>;

/** A right that is asked for by oneself (D356 5). */
function askedByOneself(
  name: string,
  request: RequestRight,
  description: string,
  input = RequestRightInput,
): void {
  mutation(name, {
    payload: RequestRightPayload,
    access: self,
    description,
    input,
    act: (call, context) => own(context, (viewer) => request(context.ports, viewer, call)),
  });
}

askedByOneself(
  'requestCopy',
  requestCopy,
  'Asks for a copy of everything that is held of the customer (D356 5(3)). Ready at once: `me.rightsRequests { copy }`, for 7 days; a mail says so.',
);
askedByOneself(
  'restrictProcessing',
  restrictProcessing,
  'Has processing restricted (D356 5(2)): from now on no mail but duties, and staff read values for rights and duties in law alone, until `liftRestriction`.',
);
askedByOneself(
  'objectToProcessing',
  objectToProcessing,
  'Objects to processing (D356 5(2)): it stops as with a restriction.',
);
askedByOneself(
  'requestErasure',
  requestErasure,
  'Asks for everything to be erased (D356 5(4)). The privacy officer decides within 20 days; until it is granted it can be withdrawn. Then everything goes; a certificate follows once no backup of the keys is left.',
  RequestErasureInput,
);
askedByOneself(
  'withdrawStorage',
  withdrawStorage,
  'Withdraws the agreement to storing, which is a request for erasure (P1.4). Processing is restricted at once.',
  RequestErasureInput,
);
askedByOneself(
  'closeAccount',
  closeAccount,
  'Closes the account (P4.4). With the last running service the association ends, and with it every mail that can be refused. Signing in still shows what is held.',
);

mutation('liftRestriction', {
  payload: LiftRestrictionPayload,
  access: self,
  description:
    'Lifts a restriction or an objection (D356 5(2)). Where storing is withdrawn it is agreed to anew with it (P1.4): REQUIRED at `notice`.',
  input: LiftRestrictionInput,
  act: (input, context) => own(context, (viewer) => liftRestriction(context.ports, viewer, input)),
});

mutation('withdrawRightsRequest', {
  payload: WithdrawRightsRequestPayload,
  access: self,
  description: 'Withdraws a right that was asked for and is not decided yet.',
  input: WithdrawRightsRequestInput,
  act: (input, context) => own(context, (viewer) => withdrawRight(context.ports, viewer, input)),
});
