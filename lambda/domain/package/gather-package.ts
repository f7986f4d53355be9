import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import type { PersonalField } from '../access.ts';
import type { CustomerDisclosure, Disclosure } from '../disclosure/disclosure.ts';
import { isOfRound } from '../disclosure/is-of-round.ts';
import {
  type CustomerStanding,
  type JudgeCustomersDeps,
  judgeCustomers,
} from '../disclosure/judge-customers.ts';
import { isViolation, readEach } from '../disclosure/read-each.ts';
import { isErasing } from '../erasure/erasure.ts';
import type { ErrorCode } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { gatherValues } from './gather-values.ts';

export type GatherDeps = JudgeCustomersDeps &
  Pick<Ports, 'commit' | 'sealing' | 'customers' | 'references' | 'disclosures' | 'log'>;

/** One customer in a package. */
export interface PackagedCustomer {
  readonly id: string;
  readonly values: Readonly<Partial<Record<PersonalField, unknown>>>;
}

/**
 * Opens what a package holds, page by page, of those customers alone who were announced in the audit trail and may still be given. What was found
 * is said in each customer's row: fewer fields than were asked for, nothing, or why it is not given any more.
 * @returns the customers of whom there is something, what must still be so as it is sealed, and whether there is nothing of somebody who could be given
 * @throws DomainError STALE_REVISION
 */
export async function gatherPackage(
  deps: GatherDeps,
  disclosure: Disclosure,
): Promise<{
  readonly customers: readonly PackagedCustomer[];
  readonly conditions: readonly Write[];
  readonly isAnyEmpty: boolean;
}> {
  const customers: PackagedCustomer[] = [];
  const conditions: Write[] = [];
  const { id, customerIds } = disclosure;
  let isAnyEmpty = false;
  for (let from = 0; from < customerIds.length; from += limits.disclosurePage) {
    const page = customerIds.slice(from, from + limits.disclosurePage);
    const rows = (await deps.disclosures.loadOfCustomers(page, id)).filter((row) =>
      isOfRound(disclosure, row),
    );
    const pending = rows.filter(({ result }) => result === 'PENDING');
    const ids = pending.map(({ customerId }) => customerId);
    const loaded = await readEach(ids, deps.customers.load);
    const states = loaded.map((one) => (one === 'DAMAGED' ? undefined : one?.customer.state));
    const standings = await judgeCustomers(deps, disclosure, ids, states);
    const found = await Promise.all(
      pending.map((row, n) => gather(deps, disclosure, row, standings[n], loaded[n])),
    );
    const changed = found.flatMap(({ row, after }) =>
      isSame(row, after) ? [] : [deps.disclosures.putOfCustomer(row, after)],
    );
    await deps.commit(changed, []);
    const now = [...rows.filter(({ result }) => result !== 'PENDING'), ...found.map(({ after }) => after)];
    isAnyEmpty ||= now.some(({ result }) => result === 'NOTHING_TO_GIVE');
    for (const one of found) {
      if (one.after.result !== 'PENDING') continue;
      customers.push({ id: one.row.customerId, values: one.values });
      conditions.push(...one.conditions);
    }
  }
  return { customers, conditions, isAnyEmpty };
}

async function gather(
  deps: GatherDeps,
  { fields: asked }: Disclosure,
  row: CustomerDisclosure,
  standing: CustomerStanding | undefined,
  loaded: LoadedCustomer | 'DAMAGED' | undefined,
) {
  const next = { ...row, version: row.version + 1 };
  const not = (cause: ErrorCode) => ({
    ...{ row, values: {}, conditions: [] },
    after: { ...next, result: 'NOT_GIVEN', cause } as const,
  });
  if (loaded === 'DAMAGED') return not(violated(deps, row));
  if (!loaded || !standing) return not(standing?.cause ?? 'NOT_FOUND');
  if (standing.cause !== undefined) return not(standing.cause);
  const values = await valuesLeft(deps, loaded, asked);
  if (values === 'ERASURE_UNDER_WAY') return not(values);
  if (values === 'INTEGRITY_VIOLATION') return not(violated(deps, row));
  const fields = asked.filter((field) => values[field] !== undefined);
  const result = fields.length > 0 ? 'PENDING' : 'NOTHING_TO_GIVE';
  const after = { ...next, fields, result } as const;
  return { row, after, values, conditions: standing.conditions };
}

/** One whose record was damaged is not given, and stops nobody else's answer; somebody is woken. */
function violated({ log }: Pick<GatherDeps, 'log'>, { customerId }: CustomerDisclosure) {
  log.error(alarmingLogLines.integrityViolation.event, { customerId });
  return 'INTEGRITY_VIOLATION' as const;
}

/** Of somebody whose classes are going one by one, what cannot be opened any more is no violation. */
async function valuesLeft(deps: GatherDeps, loaded: LoadedCustomer, asked: readonly PersonalField[]) {
  try {
    return await gatherValues(deps, loaded, asked);
  } catch (error) {
    if (!isViolation(error)) throw error;
    const isGoing = isErasing(await deps.erasures.load(loaded.customer.id));
    return isGoing ? 'ERASURE_UNDER_WAY' : 'INTEGRITY_VIOLATION';
  }
}

const isSame = (one: CustomerDisclosure, other: CustomerDisclosure): boolean =>
  one.result === other.result && one.fields.join() === other.fields.join();
