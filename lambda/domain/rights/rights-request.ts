/** Rights of a data subject (L91; D356 5), each with its clock. ERASE and CLOSE end the record; WITHDRAW_STORAGE is an erasure (P1.4). */
export const rights = ['COPY', 'RESTRICT', 'OBJECT', 'ERASE', 'WITHDRAW_STORAGE', 'CLOSE_ACCOUNT'] as const;
export type Right = (typeof rights)[number];

/** ASKED → GRANTED → DONE, or REFUSED with its reason, or WITHDRAWN by the customer. */
export const rightsStates = ['ASKED', 'GRANTED', 'DONE', 'REFUSED', 'WITHDRAWN'] as const;
export type RightsState = (typeof rightsStates)[number];

export interface RightsRequest {
  readonly id: string;
  readonly customerId: string;
  /** The request it is talked about in: what `x-reference` takes. */
  readonly reference: string;
  readonly right: Right;
  readonly state: RightsState;
  readonly version: number;
  readonly askedAt: string;
  /** First answer: two working days. */
  readonly answerDueAt: string;
  /** The right itself: 10, 15 or 20 days; once longer (`law.rights`). */
  readonly dueAt: string;
  readonly extendedAt: string | undefined;
  /** Subject of the employee who extended or decided; undefined: the product did at once. */
  readonly decidedBy: string | undefined;
  readonly decidedAt: string | undefined;
  readonly doneAt: string | undefined;
  /** Of a restriction or objection that held: from when it holds no more. */
  readonly liftedAt?: string | undefined;
  /** Sealed words of the decision or the extension: record kind `rightsRequest`, class content, record id = id, revision = version. */
  readonly sealedReason: Uint8Array | undefined;
  /** Version at which `sealedReason` was sealed. */
  readonly reasonRevision: number | undefined;
  /** For an erasure: no mail goes to the address again, should an import bring it back. */
  readonly suppressesAddress?: boolean;
  /** For an erasure: when somebody said that every processor with data of the customer was told to erase it (D356 5(4)). */
  readonly passedOnAt?: string;
  /** A copy can be fetched until then. */
  readonly copyUntil: string | undefined;
}

/** What a mail tells of a right. READY: a copy can be fetched. */
export const rightsOutcomes = ['RECEIVED', 'READY', 'DONE', 'GRANTED', 'REFUSED', 'EXTENDED'] as const;
export type RightsOutcome = (typeof rightsOutcomes)[number];

/** Whether it is still to be decided, or to be carried out. */
export const isUnderWay = ({ state }: Pick<RightsRequest, 'state'>): boolean =>
  state === 'ASKED' || state === 'GRANTED';

/** Whether it stops processing, and goes on doing so until it is lifted. */
export const isInForce = ({ right, state, liftedAt }: RightsRequest): boolean =>
  (right === 'RESTRICT' || right === 'OBJECT') && state === 'DONE' && liftedAt === undefined;

/** Those that end in the erasure of what is kept. */
export const isErasure = ({ right }: Pick<RightsRequest, 'right'>): boolean =>
  right === 'ERASE' || right === 'WITHDRAW_STORAGE';
