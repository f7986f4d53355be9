import type { QuarantineCause } from '../request/request.ts';
import type { SenderProof, Verdicts } from './inbound-mail.ts';

/** What is known of a mail when it is to be filed. */
export interface WeighedMail {
  readonly verdicts: Verdicts;
  /** It has exactly one From address, and the verdicts are about that one. */
  readonly isOneSender: boolean;
  /** The envelope's sender is of the domain of the From: what SPF proves of the one holds of the other. */
  readonly isEnvelopeAligned: boolean;
  /** Its To or Cc names one of our mailboxes, as a signature vouches: it was written to us, and not to somebody who hands it on. */
  readonly namesUs: boolean;
  /** A mail of this message id, proven to be of this very sender, was filed before. */
  readonly isDuplicate: boolean;
  /** MACHINE: nobody wrote it. BULK: somebody may have, and it is answered by no machine (RFC 3834). */
  readonly automatic: 'MACHINE' | 'BULK' | undefined;
  /** Whose address it is from. Correspondents are known again by authenticated mails alone. */
  readonly sender: 'CUSTOMER' | 'HELD_CUSTOMER' | 'CORRESPONDENT' | 'UNKNOWN';
  /** State of the request of this very sender that it continues. */
  readonly continues: 'OPEN' | 'ANSWERED' | undefined;
  /** A refusal was honoured on its account. */
  readonly isRefused: boolean;
  /** There is more in it than a refusal has to say. */
  readonly hasWords: boolean;
  /** Something of it is not kept. */
  readonly losesFiles: boolean;
}

/** What becomes of a mail. */
export type InboundOutcome =
  | { readonly do: 'REFUSED' }
  | { readonly do: 'DROPPED'; readonly cause: 'AUTOMATIC' | 'DUPLICATE' }
  | ({ readonly do: 'FILED' } & Filing);

export interface Filing {
  /** FRESH: a correspondent whom nobody was before. */
  readonly subject: 'CUSTOMER' | 'CORRESPONDENT' | 'FRESH';
  readonly quarantine: QuarantineCause | undefined;
  /** Into the request that it continues, or a new one. */
  readonly isContinued: boolean;
  /** An answered request is open again. */
  readonly reopens: boolean;
  /** Nothing is done on its word (P3.6). */
  readonly isUnproven: boolean;
  /** It is answered by itself, where the sender's allowance is not spent. */
  readonly isAnswered: boolean;
  /** It counts for the rules that hold an address. */
  readonly counts: boolean;
}

/** Who sent it, by what the receiving server says; a mail of several senders is nobody's. */
export function proofOf({
  verdicts,
  isOneSender,
}: Pick<WeighedMail, 'verdicts' | 'isOneSender'>): SenderProof {
  if (!isOneSender) return 'FAILED';
  if (verdicts.dmarc === 'PASS') return 'AUTHENTICATED';
  // What could not be judged is not what there is nothing to judge by: a sender who breaks the check gains nothing.
  return verdicts.dmarc === 'GRAY' ? 'UNPROVEN' : 'FAILED';
}

/** What becomes of a mail that came in (P3.4, P3.6). The whole rule. */
export function judgeInbound(mail: WeighedMail): InboundOutcome {
  const { automatic, sender, isRefused } = mail;
  const isCustomers = sender === 'CUSTOMER' || sender === 'HELD_CUSTOMER';
  if (isRefused && !mail.hasWords) return { do: 'REFUSED' };
  const quarantine = faultOf(mail);
  if (mail.isDuplicate && !quarantine && proofOf(mail) === 'AUTHENTICATED')
    return isRefused ? { do: 'REFUSED' } : { do: 'DROPPED', cause: 'DUPLICATE' };
  if (automatic === 'MACHINE' || (automatic === 'BULK' && !isCustomers))
    return continuesSilently(mail) ?? (isRefused ? { do: 'REFUSED' } : { do: 'DROPPED', cause: 'AUTOMATIC' });
  if (quarantine) {
    // Released, it still proves nothing.
    const isUnproven = proofOf(mail) !== 'AUTHENTICATED';
    return { do: 'FILED', ...nothingOnItsWord, subject: 'FRESH', quarantine, isUnproven };
  }
  return { do: 'FILED', ...(isCustomers ? ofCustomer(mail) : ofCorrespondent(mail)) };
}

const nothingOnItsWord: Omit<Filing, 'subject'> = {
  quarantine: undefined,
  isContinued: false,
  reopens: false,
  isUnproven: false,
  isAnswered: false,
  counts: false,
};

/** Why the mail itself goes into quarantine, whoever it says it is from. */
function faultOf(mail: WeighedMail): QuarantineCause | undefined {
  if (mail.verdicts.virus === 'FAIL') return 'VIRUS';
  if (mail.verdicts.spam === 'FAIL') return 'SPAM';
  return proofOf(mail) === 'FAILED' ? 'AUTHENTICATION_FAILED' : undefined;
}

/** What a machine of an authenticated customer sends into a request of theirs stands there, opens nothing and is answered by nothing. */
function continuesSilently(mail: WeighedMail): InboundOutcome | undefined {
  const isTheirs = mail.sender === 'CUSTOMER' && mail.continues !== undefined;
  if (!isTheirs || proofOf(mail) !== 'AUTHENTICATED' || faultOf(mail)) return undefined;
  return { do: 'FILED', ...nothingOnItsWord, subject: 'CUSTOMER', isContinued: true };
}

function ofCustomer(mail: WeighedMail): Filing {
  const isUnproven = proofOf(mail) !== 'AUTHENTICATED';
  const filing = { ...nothingOnItsWord, subject: 'CUSTOMER', isUnproven } as const;
  if (mail.sender === 'HELD_CUSTOMER') return { ...filing, quarantine: 'ADDRESS_HELD' };
  // An unproven mail opens nothing again: into an answered request it would go unseen.
  const isContinued = isUnproven ? mail.continues === 'OPEN' : mail.continues !== undefined;
  return {
    ...filing,
    isContinued,
    reopens: isContinued && !isUnproven,
    isAnswered: isWorthAnswering(mail, isContinued),
    // Whoever got a signed mail can bring it here: written to somebody else, it is filed, and holds nothing.
    counts: !isUnproven && mail.namesUs,
  };
}

function ofCorrespondent(mail: WeighedMail): Filing {
  const isUnproven = proofOf(mail) !== 'AUTHENTICATED';
  const isKnown = mail.sender === 'CORRESPONDENT' && !isUnproven;
  const isContinued = isKnown && mail.continues !== undefined;
  // Whose address nothing vouches for may never have written: an answer would be sent to a stranger. Of a signature the receipt does not
  // say whose it is, and of an envelope of another domain SPF says nothing about this one.
  const isVouchedFor = !isUnproven || (mail.verdicts.spf === 'PASS' && mail.isEnvelopeAligned);
  return {
    ...nothingOnItsWord,
    subject: isKnown ? 'CORRESPONDENT' : 'FRESH',
    isUnproven,
    isContinued,
    reopens: isContinued,
    isAnswered: isVouchedFor && isWorthAnswering(mail, isContinued),
  };
}

/** What begins a request is confirmed, and what was not kept is told; nothing else is. */
const isWorthAnswering = ({ automatic, losesFiles }: WeighedMail, isContinued: boolean): boolean =>
  automatic === undefined && (!isContinued || losesFiles);
