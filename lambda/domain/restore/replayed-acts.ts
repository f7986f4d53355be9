import type { AuditAction } from '../audit/row.ts';
import { replayBegunMail } from './replay-begun-mail.ts';
import {
  replayClosing,
  replayEndedBasis,
  replayRestriction,
  replayRevokedPermission,
  replayStoppedChange,
} from './replay-customer-acts.ts';
import {
  replayEndedCommitment,
  replayEndedDisclosure,
  replayRevokedRecipient,
  replayStoppedDisclosure,
} from './replay-disclosure-acts.ts';
import { replayHold, replayLegalHold, replayLiftedLegalHold, replayReleasedHold } from './replay-holds.ts';
import { replayRefusal } from './replay-refusal.ts';
import type { ReplayedAct } from './replayed-act.ts';

/**
 * Acts of the trail that stand whatever was restored: all by which less may be done than before. What allows more is not among them, but the
 * end of a hold that is known by its id; whoever allowed it does so anew.
 */
export const replayedActs: Readonly<Partial<Record<AuditAction, ReplayedAct>>> = {
  SET_CONSENTS: replayRefusal,
  REFUSE_ALL_EMAIL: replayRefusal,
  REFUSE_BY_LINK: replayRefusal,
  REFUSE_BY_MAIL: replayRefusal,
  RECORD_REFUSAL: replayRefusal,
  MAIL_EVENT: replayRefusal,
  RESTRICT_PROCESSING: replayRestriction,
  HOLD_EMAIL: replayHold,
  RELEASE_EMAIL_HOLD: replayReleasedHold,
  PLACE_LEGAL_HOLD: replayLegalHold,
  LIFT_LEGAL_HOLD: replayLiftedLegalHold,
  REVOKE_PERMISSION: replayRevokedPermission,
  REVOKE_RECIPIENT: replayRevokedRecipient,
  END_COMMITMENT: replayEndedCommitment,
  REJECT_DISCLOSURE: replayEndedDisclosure,
  REVOKE_DISCLOSURE: replayEndedDisclosure,
  EXPIRE_DISCLOSURE: replayEndedDisclosure,
  STOP_DISCLOSURE: replayStoppedDisclosure,
  CONFIRM_RECEIPT: replayEndedDisclosure,
  CLOSE_ACCOUNT: replayClosing,
  END_LEGAL_BASIS: replayEndedBasis,
  STOP_EMAIL_CHANGE: replayStoppedChange,
  CANCEL_EMAIL_CHANGE: replayStoppedChange,
  MAIL_BEGUN: replayBegunMail,
};
