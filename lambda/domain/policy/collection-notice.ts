import { type DataClass, type PersonalField, personalFields } from '../access.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import { requirePolicyInForce } from './policy-in-force.ts';
import type { PolicyPurpose } from './version.ts';

/** One field that a form collects, as the notice before collection names it (L91 9(2), D356 6(4)). */
export interface CollectedField {
  readonly field: PersonalField;
  readonly dataClass: DataClass;
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly purposes: readonly PolicyPurpose['purpose'][];
}

export interface CollectionNotice {
  readonly version: number;
  readonly language: Language;
  readonly text: string;
  /** `digestOf` the version; registering sends it back as evidence of what was shown (P0.2). */
  readonly digest: string;
  readonly sensitiveNotice: string;
  readonly fields: readonly CollectedField[];
  readonly storage: PolicyPurpose;
  readonly choices: readonly PolicyPurpose[];
}

/** What each form collects and why. A form that is not here collects nothing. */
const forms = {
  REGISTRATION: {
    name: { required: true, purposes: ['STORAGE', 'SERVICE_SUPPORT'] },
    email: {
      required: true,
      purposes: ['STORAGE', 'PAYMENT_CONFIRMATION', 'SERVICE_SUPPORT', 'SERVICE_EXTENSION'],
    },
    phone: { required: false, purposes: ['STORAGE', 'SERVICE_SUPPORT'] },
    address: { required: false, purposes: ['STORAGE', 'BILLING_NOTICE'] },
    dateOfBirth: { required: false, purposes: ['STORAGE'] },
    identityNumber: { required: false, purposes: ['STORAGE'] },
  },
  PAYMENT_DETAILS: {
    billingName: { required: false, purposes: ['PAYMENT_CONFIRMATION', 'BILLING_NOTICE'] },
    billingAddress: { required: false, purposes: ['BILLING_NOTICE'] },
    taxCode: { required: false, purposes: ['BILLING_NOTICE'] },
    bankAccount: { required: false, purposes: ['PAYMENT_CONFIRMATION'] },
    card: { required: false, purposes: ['PAYMENT_CONFIRMATION'] },
  },
} as const satisfies Record<
  string,
  Partial<Record<PersonalField, { required: boolean; purposes: readonly PolicyPurpose['purpose'][] }>>
>;
export const collectionForms = Object.keys(forms) as CollectionForm[];
export type CollectionForm = keyof typeof forms;

/**
 * The notice that a form shows before it collects anything.
 * @throws DomainError NO_POLICY_IN_FORCE
 */
export async function collectionNotice(
  deps: Pick<Ports, 'policies' | 'now'>,
  input: { form: CollectionForm; language: Language },
): Promise<CollectionNotice> {
  const version = await requirePolicyInForce(deps, deps.now());
  const fields = Object.entries(forms[input.form]).map(([name, collected]) => {
    const field = name as PersonalField;
    const { dataClass, sensitive } = personalFields[field];
    return { field, dataClass, sensitive, required: collected.required, purposes: collected.purposes };
  });
  const storage = version.purposes.find((purpose) => purpose.purpose === 'STORAGE');
  if (!storage) throw new DomainError('NO_POLICY_IN_FORCE');
  return {
    version: version.version,
    language: input.language,
    text: version.text[input.language],
    digest: version.digest[input.language],
    sensitiveNotice: version.sensitiveNotice[input.language],
    fields,
    storage,
    choices: version.purposes.filter(
      (purpose) => !purpose.coveredByAgreement && purpose.purpose !== 'STORAGE',
    ),
  };
}
