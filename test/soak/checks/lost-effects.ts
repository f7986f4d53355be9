import { localIdOf } from '../../harness/register.ts';
import { type Item, textOf } from '../../harness/tables.ts';
import type { Acknowledged, Customer } from '../acknowledged.ts';
import type { SoakRemains } from './remains.ts';

/** The id within a global one. */
export const localId = (globalId: string): string =>
  Buffer.from(globalId, 'base64url').toString().split(/[:/]/).at(-1) ?? '';

/** Everything that was acknowledged is there, once, and nothing of its kind beside it. */
export function lostEffects({ tables }: SoakRemains, acknowledged: Acknowledged): readonly string[] {
  const byKind = Map.groupBy(tables.records, (row) => textOf(row, 'kind'));
  const byOwner = Map.groupBy(tables.records, (row) => textOf(row, 'pk'));
  const idsOf = (kind: string, isMeant: (row: Item) => boolean = () => true) =>
    (byKind.get(kind) ?? []).filter(isMeant).map((row) => textOf(row, 'id'));
  const { customers, campaigns, disclosures } = acknowledged;
  const staying = customers.filter(({ isErased }) => !isErased);
  const gone = new Set(customers.filter(({ isErased }) => isErased).map(({ id }) => localIdOf(id)));
  return [
    ...unlike(
      'customers',
      staying.map(({ id }) => localIdOf(id)),
      idsOf('CUSTOMER', (row) => !gone.has(textOf(row, 'id'))),
    ),
    ...unlike(
      'campaigns',
      campaigns.map(localId),
      idsOf('CAMPAIGN', (row) => textOf(row, 'startedAt') !== ''),
    ),
    ...unlike(
      'orders',
      disclosures,
      idsOf('DISCLOSURE', (row) => textOf(row, 'state') === 'COLLECTED'),
    ),
    ...staying.flatMap((who) =>
      lostOf(who, byOwner.get(`CUS#${localIdOf(who.id)}`) ?? []).map(
        (what) => `${localIdOf(who.id)}: ${what}`,
      ),
    ),
    ...untold(tables.audit, staying),
  ];
}

function unlike(what: string, told: readonly string[], there: readonly string[]): readonly string[] {
  if (told.toSorted().join() === there.toSorted().join()) return [];
  const missing = told.filter((one) => !there.includes(one));
  const more = there.filter((one) => !told.includes(one));
  return [`${what}: ${missing.join(' ') || 'none'} lost, ${more.join(' ') || 'none'} unasked`];
}

/** What one customer was told is done, and is not, or not once. */
function lostOf(who: Customer, rows: readonly Item[]): readonly string[] {
  const ofKind = (kind: string, having: Readonly<Record<string, string | undefined>> = {}) =>
    rows.filter((row) =>
      Object.entries({ kind, ...having }).every(([name, value]) => textOf(row, name) === value),
    );
  const choices = ofKind('CONSENT_STATE')[0]?.choices?.M;
  const counts: [string, number, number][] = [
    ['requests', who.requests.length, ofKind('REQUEST', { requestKind: 'SUPPORT', channel: 'PAGE' }).length],
    ['rights', who.rights.length, ofKind('RIGHTS_REQUEST').length],
    ['changes of address', who.changes.length, ofKind('EMAIL_CHANGE').length],
    [
      'payments',
      who.payments.length,
      ofKind('CUSTOMER_DISCLOSURE', { basis: 'COMMITMENT', result: 'GIVEN' }).length,
    ],
  ];
  for (const [name, { changes }] of who.choices) {
    const [purpose, channel] = name.split(':');
    counts.push([`changes of ${name}`, changes, ofKind('CONSENT_FACT', { purpose, channel }).length]);
  }
  return [
    ...counts
      .filter(([, told, there]) => told !== there)
      .map(([what, told, there]) => `${what}: ${told} acknowledged, ${there} there`),
    ...(who.isVerified && ofKind('CONTACT_STATE', { addressState: 'VERIFIED' }).length === 0
      ? ['the address was confirmed, and is not']
      : []),
    ...[...who.choices]
      .filter(([name, { granted }]) => choices?.[name]?.M?.granted?.BOOL !== granted)
      .map(([name, { granted }]) => `${name} is not ${granted}`),
  ];
}

/** Readings of values without a row of the audit trail. */
function untold(audit: readonly Item[], customers: readonly Customer[]): readonly string[] {
  const rows = new Map(audit.map((row) => [`${textOf(row, 'customerId')} ${textOf(row, 'reference')}`, row]));
  return customers.flatMap(({ id, reveals }) =>
    reveals.flatMap(({ reference, fields }) => {
      const row = rows.get(`${localIdOf(id)} ${reference}`);
      const told = new Set(row?.fields?.L?.map(({ S }) => S));
      return textOf(row, 'outcome') === 'ALLOWED' && fields.every((field) => told.has(field))
        ? []
        : [`${reference} was read and is not in the trail`];
    }),
  );
}
