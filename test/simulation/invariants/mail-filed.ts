import type { Row } from '../services.ts';
import { type CameIn, cameIn, faultOf, placeOf } from './came-in.ts';
import { erasedIn, flag, type Invariant, inside, type Left, rowsOf, text } from './left.ts';

/**
 * Every mail that came in is filed once, as an entry of a request with all its files, or was a refusal or nothing to file; of its raw object nothing is left. What failed
 * a check waits in quarantine for that reason, and is nobody's whom it names; what is not proven is marked. Only what SES told unreadably is given up.
 */
export const mailFiled: Invariant<Left> = (left) => {
  const all = cameIn(left);
  const requests = new Map(rowsOf(left, 'REQUEST').map((row) => [placeOfRow(row), row]));
  return [
    ...all.flatMap((one) =>
      [...misfiled(left, one, requests), ...notHonoured(left, one)].map((what) => `${one.mail.id} ${what}`),
    ),
    ...(all.length === 0 ? [] : [...requests.values()].flatMap((request) => unlike(left, request, all))),
  ];
};

const placeOfRow = (row: Row) => placeOf(text(row, 'subjectId'), text(row, 'reference'));

function misfiled(
  left: Left,
  { mail, row, place }: CameIn,
  requests: ReadonlyMap<string, Row>,
): readonly string[] {
  if (mail.isUnreadable) return row ? ['was taken in by a receipt that cannot be read'] : [];
  if (!row) return ['was lost'];
  const { objects } = left.services.buckets;
  const isRaw = objects.buckets().some(({ name }) => objects.versions(name, `raw/${mail.id}`).length > 0);
  const state = text(row, 'state');
  const cause = text(row, 'cause');
  if (isRaw || text(row, 'dueAt') !== '') return [`is not at rest: ${state}`];
  if (state === 'REFUSED')
    return mail.recipients.some((to) => to.startsWith('refuse')) ? [] : ['is called a refusal'];
  if (state === 'DROPPED') {
    const isSame = (other: CameIn['mail']) => other !== mail && other.messageId === mail.messageId;
    const isRight = cause === 'DUPLICATE' ? left.written.some(isSame) : mail.isAutomatic;
    return isRight ? [] : [`was dropped: ${cause}`];
  }
  if (state !== 'FILED' || place === undefined) return [`is ${state}`];
  const request = requests.get(place);
  if (!request) {
    const subject = text(inside(row, 'filed') as Row, 'subjectId');
    return erasedIn(left).has(subject) ? [] : ['was filed in a request that is not there'];
  }
  const expected = faultOf(mail);
  const found = text(inside(request, 'quarantine') as Row, 'cause');
  if (expected === undefined ? found !== '' && found !== 'ADDRESS_HELD' : found !== expected)
    return [`waits for ${found || 'nothing'}, and has ${expected ?? 'no fault'}`];
  return expected === undefined || place.startsWith('cor-') ? [] : ['is filed as a word of whom it names'];
}

/** What the token refuses that a mail was sent to. */
function notHonoured(left: Left, { row }: CameIn): readonly string[] {
  const refusal = inside(row, 'refusal') as Row;
  const customer = text(refusal, 'customerId');
  if (customer === '' || erasedIn(left).has(customer)) return [];
  const said = rowsOf(left, 'CONSENT_FACT').some(
    (fact) =>
      text(fact, 'pk') === `CUS#${customer}` &&
      !flag(fact, 'granted') &&
      (text(refusal, 'purpose') === 'ALL' || text(refusal, 'purpose') === text(fact, 'purpose')),
  );
  return said ? [] : [`refused ${text(refusal, 'purpose')}, and nothing says so`];
}

/** What a request holds that is not what came in for it. */
function unlike(left: Left, request: Row, all: readonly CameIn[]): readonly string[] {
  const place = placeOfRow(request);
  const own = all.filter((one) => one.place === place).map(({ mail }) => mail);
  const entries = rowsOf(left, 'REQUEST_ENTRY').filter(
    (row) => placeOfRow(row) === place && /^(customer|correspondent):/.test(text(row, 'author')),
  );
  const files = entries.flatMap((entry) => (entry.attachments?.L ?? []) as { M: Row }[]);
  const isThere = (id: string) =>
    left.services.buckets.objects
      .buckets()
      .some(
        ({ name }) =>
          left.services.buckets.objects.versions(name, `sealed/${text(request, 'subjectId')}/${id}`).length >
          0,
      );
  const gone = files.filter(({ M }) => text(M, 'refused') === '' && !isThere(text(M, 'id')));
  const counts: [string, number, number][] = [
    ['entries', own.length + (text(request, 'channel') === 'MAIL' ? 0 : 1), entries.length],
    [
      'of them unproven',
      own.filter(({ isOneSender, dmarc }) => !isOneSender || dmarc !== 'PASS').length,
      entries.filter((entry) => flag(entry, 'isUnproven')).length,
    ],
    ['files', own.reduce((sum, mail) => sum + mail.files, 0), files.length],
    ['files that are gone', 0, gone.length],
  ];
  return counts.flatMap(([what, expected, found]) =>
    expected === found ? [] : [`${text(request, 'reference')} has ${found} ${what}, ${expected} came`],
  );
}
