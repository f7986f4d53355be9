import { changesIn, type Invariant, inside, type Left, rowsOf, text, texts } from './left.ts';

/**
 * Nothing was given but on a basis that two people stood up for: as a package left for the first time another had approved it than opened or verified it,
 * and each customer in it on a permission permitted it; each field in it was in the audit trail as given; it was the same each time; and what has ended
 * has no package any more, nor has what was stopped and is to be decided anew.
 */
export const disclosuresStand: Invariant<Left> = (left) => [
  ...leftWithoutBasis(left),
  ...notAnnounced(left),
  ...left.given
    .filter(({ texts: fetched }) => new Set(fetched).size > 1)
    .map(({ disclosureId }) => `two packages were given for ${disclosureId}`),
  ...packagesLeft(left),
];

/** Looks at every moment at which something left, in the order of commits. */
function leftWithoutBasis(left: Left): readonly string[] {
  const permitted = new Map<string, Set<string>>();
  const results = new Map<string, string>();
  const broken: string[] = [];
  for (const { before, after } of changesIn(left, 'records')) {
    const row = after ?? before;
    const customerId = text(row, 'customerId');
    const kind = text(row, 'kind');
    if (kind === 'PERMISSION') {
      const name = `${customerId} ${text(row, 'recipientId')}`;
      const active = permitted.get(name) ?? new Set();
      permitted.set(name, active);
      if (text(after, 'state') === 'ACTIVE') active.add(text(row, 'id'));
      else active.delete(text(row, 'id'));
    }
    if (kind === 'CUSTOMER_DISCLOSURE')
      results.set(`${text(row, 'disclosureId')} ${customerId}`, text(after, 'result'));
    if (kind !== 'DISCLOSURE' || text(after, 'handedOutAt') === '' || text(before, 'handedOutAt') !== '')
      continue;
    const id = text(after, 'id');
    const decided = text(after, 'decidedBy');
    if (decided === '' || [text(after, 'openedBy'), text(after, 'verifiedBy')].includes(decided))
      broken.push(`${id} was approved by ${decided || 'nobody'}, who was in it before`);
    if (text(inside(after, 'basis') as never, 'kind') !== 'PERMISSION') continue;
    for (const one of texts(after, 'customerIds')) {
      const isIn = /^(PENDING|GIVEN)$/.test(results.get(`${id} ${one}`) ?? '');
      const active = permitted.get(`${one} ${text(after, 'recipientId')}`);
      if (isIn && !active?.size) broken.push(`${id} left, which ${one} did not permit`);
    }
  }
  return broken;
}

function notAnnounced({ given, services }: Left): readonly string[] {
  const rows = services.rows('audit').filter((row) => text(row, 'outcome') === 'ALLOWED');
  const about = (reference: string, action: string) =>
    rows.filter((row) => text(row, 'reference') === reference && text(row, 'action') === action);
  return given.flatMap(({ disclosureId, customers }) => {
    const announced = about(disclosureId, 'DISCLOSE');
    const fetched = about(disclosureId, 'COLLECT_DISCLOSURE').length > 0;
    const missing = customers.filter(({ id, fields }) => {
      const own = announced.filter((row) => text(row, 'customerId') === id);
      const told = new Set(own.flatMap((row) => texts(row, 'fields')));
      return fields.some((field) => !told.has(field));
    });
    return [
      ...(fetched ? [] : [`${disclosureId} was fetched without an audit row`]),
      ...missing.map(({ id }) => `${disclosureId}: what was given of ${id} has no audit row`),
    ];
  });
}

function packagesLeft(left: Left): readonly string[] {
  const names = [...left.services.buckets.files.keys()];
  return rowsOf(left, 'DISCLOSURE')
    .filter((row) => /^(OPENED|VERIFIED|COLLECTED|EXPIRED|REVOKED|REJECTED)$/.test(text(row, 'state')))
    .filter((row) => names.some((name) => name.includes(`${text(row, 'id')}-package/`)))
    .map((row) => `${text(row, 'id')} is ${text(row, 'state')}, and its package is still there`);
}
