import type { Row } from '../services.ts';
import { changesInOrder, flag, type Invariant, inside, type Left, rowsOf, text, texts } from './left.ts';

/** Longer than any function lives: what was judged is committed within it. */
const slack = 60_000;

/**
 * A payment processor is given values on its word alone (P6.6): as the row that says so was committed, the processor was verified, a commitment that another
 * approved than recorded it held and covered purpose and fields, and the customer had neither restricted the processing nor was being erased; each answer had a
 * row of its own, was sealed to the key of that moment, and the customer's own row said it before it left. What broke off is said to have given nothing.
 */
export const paymentsStand: Invariant<Left> = (left) => {
  const { broken, announced } = announcedOn(left);
  const open = rowsOf(left, 'CUSTOMER_DISCLOSURE').filter(
    (row) => text(row, 'basis') === 'COMMITMENT' && text(row, 'result') === 'PENDING',
  );
  const answers = Map.groupBy(left.payments, ({ disclosureId }) => disclosureId);
  return [
    ...broken,
    ...open.map((row) => `${text(row, 'disclosureId')} is still said to be about to be given`),
    ...[...answers].flatMap(([id, given]) => {
      const own = announced.get(id) ?? [];
      const unsaid = given.some(({ isShown }) => !isShown);
      const uncovered = given.filter(
        ({ fields, keyThumbprint, customerId }) =>
          !own.some(
            (one) =>
              one.customerId === customerId &&
              one.keyThumbprint === keyThumbprint &&
              fields.every((field) => one.fields.includes(field)),
          ),
      );
      return [
        ...(own.length < given.length ? [`${id}: ${given.length} answers, ${own.length} rows`] : []),
        ...(unsaid ? [`${id} left before the customer's own row said so`] : []),
        ...uncovered.map(() => `${id}: what was given has no audit row, or was for another key`),
      ];
    }),
  ];
};

interface Announced {
  readonly customerId: string;
  readonly fields: readonly string[];
  readonly keyThumbprint: string;
}

/** Goes through all commits in their order, and looks at what stood as each row of a disclosure for a payment was written. */
function announcedOn(left: Left) {
  const changes = changesInOrder(left);
  const named = new Map(
    changes
      .filter(({ after }) => text(after, 'kind') === 'CUSTOMER_DISCLOSURE')
      .map(({ after }) => [text(after, 'disclosureId'), after as Row]),
  );
  const now = { recipients: new Map(), commitments: new Map(), contacts: new Map(), erasures: new Map() } as {
    readonly [what in 'recipients' | 'commitments' | 'contacts' | 'erasures']: Map<string, Row | undefined>;
  };
  const broken: string[] = [];
  const announced = new Map<string, Announced[]>();
  for (const { table, before, after } of changes) {
    const row = after ?? before;
    const kind = text(row, 'kind');
    if (kind === 'RECIPIENT') now.recipients.set(text(row, 'id'), after);
    if (kind === 'COMMITMENT') now.commitments.set(text(row, 'id'), after);
    if (kind === 'CONTACT_STATE') now.contacts.set(text(row, 'customerId'), after);
    if (kind === 'ERASURE') now.erasures.set(text(row, 'customerId'), after);
    const isGiving = text(row, 'action') === 'DISCLOSE_FOR_PAYMENT' && text(row, 'outcome') === 'ALLOWED';
    if (table !== 'audit' || !isGiving) continue;
    const [id, customerId] = [text(row, 'reference'), text(row, 'customerId')];
    const about = named.get(id);
    const recipient = now.recipients.get(text(about, 'recipientId'));
    const say = (what: string) => broken.push(`${id} was begun ${what}`);
    if (text(recipient, 'recipientKind') !== 'PAYMENT_PROCESSOR' || text(recipient, 'state') !== 'VERIFIED')
      say('for nobody who was verified');
    const wanted = {
      purpose: text(about, 'purpose'),
      fields: texts(row, 'fields'),
      at: text(row, 'at').slice(0, 24),
    };
    const words = [...now.commitments.values()].filter(
      (one) => one && text(one, 'recipientId') === text(recipient, 'id'),
    );
    if (!words.some((one) => isWordFor(one, wanted))) say('on no commitment that held');
    if (flag(now.contacts.get(customerId), 'isRestricted')) say('after a restriction');
    const erasure = now.erasures.get(customerId);
    if (erasure && text(erasure, 'step') !== 'DONE') say('after an erasure had begun');
    const keyThumbprint = text(inside(recipient, 'key') as never, 'thumbprint');
    announced.set(id, [...(announced.get(id) ?? []), { customerId, fields: wanted.fields, keyThumbprint }]);
  }
  return { broken, announced };
}

function isWordFor(
  commitment: Row | undefined,
  {
    purpose,
    fields,
    at,
  }: { readonly purpose: string; readonly fields: readonly string[]; readonly at: string },
): boolean {
  const until = Date.parse(text(commitment, 'until')) + slack;
  return (
    text(commitment, 'state') === 'ACTIVE' &&
    text(commitment, 'recordedBy') !== text(commitment, 'approvedBy') &&
    text(commitment, 'from') <= at &&
    Date.parse(at) < until &&
    text(commitment, 'purpose') === purpose &&
    fields.every((field) => texts(commitment, 'fields').includes(field))
  );
}
