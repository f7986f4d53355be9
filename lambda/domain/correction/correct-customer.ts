import { personalFields } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { requireAssociated } from '../customer/association.ts';
import type { BlobClass } from '../customer/customer.ts';
import { DomainError, type Issue } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { askableFields } from '../request/information-request.ts';
import type { StaffViewer } from '../viewer.ts';
import { type ApplyDeps, applyCorrection } from './apply-correction.ts';
import { type Correction, correctionAt, requireCorrector } from './correction.ts';
import { parseValues } from './parse-values.ts';

/** Names a correction. */
export type NamedCorrection = { readonly customerId: string; readonly id: string };

/**
 * CloudFly corrects details on its own initiative (P4.1): those of one class, by the role whose class it is, with a reason, and only while
 * the customer is associated (P4.4). What was there before is kept, sealed.
 * @throws DomainError FORBIDDEN, NOT_FOUND at `customerId`, ASSOCIATION_ENDED, SEVERAL_CLASSES at each field of another class, REQUIRED,
 *   input issues below `values` and at `reason`
 */
export async function correctCustomer(
  deps: ApplyDeps & Pick<Ports, 'commit' | 'sealing' | 'corrections' | 'idempotency'>,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly customerId: string;
    readonly values: Readonly<Record<string, unknown>>;
    readonly reason: unknown;
  },
): Promise<NamedCorrection> {
  const { idempotencyKey, customerId, values } = call;
  const given = parseValues(values, askableFields, deps.now());
  const dataClass = oneClassOf(given.fields);
  requireCorrector(viewer, dataClass);
  const reason = parseInput(message, call.reason, ['reason']);
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, values, reason };
  return once(deps, { caller, operation: 'correctCustomer', idempotencyKey, input }, async () => {
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    await requireAssociated(deps, loaded.customer);
    const { keyring } = loaded;
    const now = deps.now();
    const sealing = await deps.sealing.ready([dataClass], [keyring]);
    const { before, writes } = await applyCorrection(deps, sealing, loaded, dataClass, given);
    const at = { id: mailIdAt(now, deps.random), dataClass };
    const { fields } = given;
    const correction: Correction = {
      ...at,
      customerId,
      fields,
      state: 'MADE',
      version: 1,
      askedAt: now.toISOString(),
      askedBy: caller,
      reference: undefined,
      dueAt: undefined,
      decidedAt: now.toISOString(),
      decidedBy: viewer.subject,
      sealedAsked: sealing.seal(keyring, correctionAt(at, 'asked'), {
        after: given[dataClass],
        why: reason,
      }),
      sealedDecided: sealing.seal(keyring, correctionAt(at, 'decided'), { before, reason }),
    };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [...writes, deps.corrections.put(undefined, correction), ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'CORRECT_CUSTOMER', customerId, fields, reference: at.id })],
      result: { customerId, id: at.id },
    };
  });
}

/** The class of some fields. @throws DomainError SEVERAL_CLASSES at each that is of another than the first */
function oneClassOf(fields: readonly (keyof typeof personalFields)[]): BlobClass {
  const [first] = fields;
  if (!first) throw new DomainError('REQUIRED', ['values']);
  const dataClass: BlobClass = personalFields[first].dataClass;
  const [issue, ...more] = fields
    .filter((field) => personalFields[field].dataClass !== dataClass)
    .map((field): Issue => ({ code: 'SEVERAL_CLASSES', path: ['values', field] }));
  if (issue) throw DomainError.of([issue, ...more]);
  return dataClass;
}
