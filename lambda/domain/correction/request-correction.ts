import { limits } from '../../declared/limits.ts';
import { type PersonalField, personalFields } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { type ActOfUseDeps, actOfUse, useReadings } from '../contact/act-of-use.ts';
import type { BlobClass } from '../customer/customer.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { law } from '../law.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { beginRequest } from '../request/begin-request.ts';
import { askableFields } from '../request/information-request.ts';
import { after } from '../span.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type Correction, correctionAt } from './correction.ts';
import { parseValues } from './parse-values.ts';

/** What is corrected by decision. Contact details the customer changes at once. */
export const correctableFields = askableFields.filter(
  (field) => personalFields[field].dataClass !== 'contact',
);

/**
 * The customer asks for what was given before to be corrected (P4.2): identity details, which the privacy officer decides on, and payment
 * details, which billing does. Taken after the association, too: it is a right (P4.4). One request, and a correction of each class in it.
 * @throws DomainError NOT_ASKED for contact details, REQUIRED, input issues by field and at `why`, NOT_REGISTERED, RATE_LIMITED
 */
export async function requestCorrection(
  deps: ActOfUseDeps &
    Pick<
      Ports,
      | 'commit'
      | 'blindIndex'
      | 'bindings'
      | 'customers'
      | 'requests'
      | 'corrections'
      | 'idempotency'
      | 'counters'
    >,
  viewer: CustomerViewer,
  call: {
    readonly idempotencyKey: string;
    readonly values: Readonly<Record<string, unknown>>;
    readonly why: unknown;
  },
): Promise<{ readonly reference: string }> {
  const { idempotencyKey, values } = call;
  const given = parseValues(values, correctableFields, deps.now());
  const words = parseInput(message, call.why, ['why']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const author = `customer:${customerId}`;
  const scope = {
    caller: author,
    operation: 'requestCorrection',
    idempotencyKey,
    input: { values, why: words },
  };
  const plan = async () => {
    const loaded = await requireCustomer(deps, customerId);
    const { keyring, customer } = loaded;
    const now = deps.now();
    const classes = [...new Set(given.fields.map(classOf))];
    const sealing = await deps.sealing.ready(['content', ...classes], [keyring]);
    const opening = {
      kind: 'CORRECTION',
      channel: 'PAGE',
      language: customer.language,
      author,
      words,
    } as const;
    const { request, writes } = beginRequest(deps, sealing, keyring, opening);
    const { reference } = request;
    const corrections = classes.map((dataClass): Correction => {
      const at = { id: mailIdAt(now, deps.random), dataClass };
      return {
        ...at,
        customerId,
        fields: given.fields.filter((field) => classOf(field) === dataClass),
        state: 'ASKED',
        version: 1,
        askedAt: now.toISOString(),
        askedBy: author,
        reference,
        dueAt: after(now, { days: law.correction.days }),
        decidedAt: undefined,
        decidedBy: undefined,
        sealedAsked: sealing.seal(keyring, correctionAt(at, 'asked'), {
          after: given[dataClass],
          why: words,
        }),
        sealedDecided: undefined,
      };
    });
    const asking = { isRequest: true, asks: given.fields, isPayment: classes.includes('payment') };
    const added = await actOfUse(deps, viewer, loaded, 'requestCorrection', asking);
    const keys = deps.sealing.saveKeyring(keyring);
    const counter = { key: `requests:${author}`, limit: limits.requestsPerHour, windowSeconds: 3600, now };
    return {
      writes: [
        deps.counters.add(counter, 1, 'RATE_LIMITED'),
        ...writes,
        ...corrections.map((correction) => deps.corrections.put(undefined, correction)),
        ...added.writes,
        ...(keys ? [keys] : []),
      ],
      audit: [
        entryOf(viewer, { action: 'REQUEST_CORRECTION', customerId, fields: given.fields, reference }),
        ...added.audit,
      ],
      result: { reference },
    };
  };
  return once(deps, scope, plan, useReadings);
}

const classOf = (field: PersonalField): BlobClass => personalFields[field].dataClass;
