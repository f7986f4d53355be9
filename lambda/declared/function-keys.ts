import { environment } from './environment.ts';

/** The KMS keys that functions call, as data. `cdk/` deploys them, `local/` makes them, `lambda/crypto/` calls them. */
export const functionKeys = {
  contact: { variable: environment.keyContact, purpose: 'wraps the keys of contact data' },
  identity: { variable: environment.keyIdentity, purpose: 'wraps the keys of identity data' },
  payment: { variable: environment.keyPayment, purpose: 'wraps the keys of payment data' },
  content: { variable: environment.keyContent, purpose: 'wraps the keys of what customers write' },
  index: { variable: environment.keyIndex, purpose: 'wraps the keys of blind indexes' },
  audit: { variable: environment.keyAudit, purpose: 'wraps the keys of the audit trail' },
  anchor: { variable: environment.keyAnchor, purpose: 'signs the anchors of the audit trail' },
  refusalLinks: { variable: environment.keyRefusalLinks, purpose: 'wraps the key of refusal links' },
  signIn: {
    variable: environment.keySignIn,
    purpose: 'wraps the codes that the identity provider hands over',
  },
  receipts: { variable: environment.keyReceipts, purpose: 'signs receipts that customers take away' },
} as const;
export type FunctionKeyId = keyof typeof functionKeys;

/**
 * The part of the encryption context that a key policy insists on. What calls KMS adds what varies (an epoch, a version).
 * A signing key takes no context.
 */
export function encryptionContext(id: FunctionKeyId): Readonly<Record<string, string>> {
  const app = 'cloudfly-privacy';
  // What comes with a code is the identity provider's to choose.
  if (id === 'anchor' || id === 'receipts' || id === 'signIn') return {};
  if (id === 'refusalLinks') return { app, purpose: 'refusal-links' };
  if (id === 'index') return { app, purpose: 'blind-index' };
  if (id === 'audit') return { app, purpose: 'audit' };
  return { app, class: id };
}
