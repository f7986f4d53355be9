import type { Ports } from '../ports.ts';
import type { CustomerRequest } from '../request/request.ts';

/** Whether a correction that was asked for in a request still waits for its decision. @param but one that is being decided */
export async function isToDecide(
  deps: Pick<Ports, 'corrections'>,
  { kind, subjectId, reference }: Pick<CustomerRequest, 'kind' | 'subjectId' | 'reference'>,
  but?: string,
): Promise<boolean> {
  if (kind !== 'CORRECTION') return false;
  const corrections = await deps.corrections.ofCustomer(subjectId);
  return corrections.some((one) => one.state === 'ASKED' && one.reference === reference && one.id !== but);
}
