import type { PersonalField } from '../access.ts';
import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { type Consideration, considerations } from './disclosure.ts';
import { disclosableFields } from './purpose.ts';

/** Whether something is said to be got for a disclosure. What is none of the words is for the parser to refuse. */
export const isPaidFor = (consideration: unknown): boolean =>
  consideration !== 'NONE' && considerations.includes(consideration as Consideration);

/** Fields that a call names, as far as they are any: the rest of it may be wrong. */
export const fieldsNamed = (fields: unknown): readonly PersonalField[] =>
  Array.isArray(fields) ? disclosableFields.filter((field) => fields.includes(field)) : [];

/**
 * Personal information is not sold (P1.7): what something is got for is refused before anything else of it is judged, whatever its basis and
 * whatever else is wrong with it, once that it was tried is in the audit trail.
 * @throws DomainError CONSIDERATION_REFUSED at `consideration`
 */
export async function refuseConsideration(deps: Pick<Ports, 'commit'>, tried: AuditEntry): Promise<never> {
  const code = 'CONSIDERATION_REFUSED';
  await deps.commit([], [{ ...tried, outcome: 'REFUSED', code }]);
  throw new DomainError(code, ['consideration']);
}
