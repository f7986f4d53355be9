import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import { issueVerification } from '../contact/issue-verification.ts';
import type { ErasurePorts } from '../erasure/erasure-ports.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { type ImportRow, parseImportRow } from '../input/import-row.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Ports } from '../ports.ts';
import { importedFacts } from './imported-facts.ts';
import { importedBefore, importedNumberWrites } from './imported-number.ts';
import { judgeAccepted, judgeTaken } from './judge-import.ts';
import { newCustomerWrites } from './new-customer-writes.ts';
import { subjectText } from './own-customer.ts';

export type ImportDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'bindings'
  | 'emails'
  | 'phones'
  | 'references'
  | 'policies'
  | 'consents'
  | 'contactStates'
  | 'changes'
  | 'outbox'
  | 'tokens'
  | 'settings'
> &
  Pick<ErasurePorts, 'suppressions'>;

/** What became of a row. DIFFERENT: its reference was brought before with other contents; nothing was overwritten. */
export const importOutcomes = ['IMPORTED', 'ALREADY', 'DIFFERENT'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

export interface ImportManner {
  readonly operator: { readonly id: string; readonly requestId: string };
  /** Unverified addresses are sent a verification mail; otherwise an import sends nothing. */
  readonly sendVerifications: boolean;
  /** In a rehearsal nothing is written: what earlier rows would have written, by blind index. */
  readonly rehearsed?: Map<string, string>;
}

/**
 * An existing customer becomes one here, with the proof of what they agreed to: one transaction, as registering is (P0.2, P1.3, P1.4,
 * P6.3). A row that came before changes nothing, so that an import that was interrupted is run again.
 * @throws DomainError input issues with their paths; POLICY_VERSION_NOT_IN_FORCE, UNKNOWN_PURPOSE, GUARDIAN_REQUIRED,
 * ALREADY_REGISTERED at `subject`, ALREADY_PROVIDED at `email` when the verified address is another customer's, ERASED at `email` when whose
 * it was had everything erased and wants no more mail
 */
export async function importCustomer(
  deps: ImportDeps,
  input: unknown,
  manner: ImportManner,
): Promise<ImportOutcome> {
  const row = parseImportRow(input, deps.now());
  const rowDigest = createHash('sha256').update(canonicalJson(row)).digest('hex');
  const index = await deps.blindIndex.ready();
  const { rehearsed } = manner;
  const known = `reference ${index.of('reference', `${row.reference.system} ${row.reference.number}`)}`;
  const before = await importedBefore(deps, index, row.reference);
  const earlier = before ? (before.rowDigest ?? '') : rehearsed?.get(known);
  if (earlier !== undefined) return earlier === rowDigest ? 'ALREADY' : 'DIFFERENT';

  const version = await judgeAccepted(deps, row);
  const taken = await judgeTaken(deps, index, row, rehearsed);
  if (rehearsed) {
    for (const one of [known, ...taken]) rehearsed.set(one, rowDigest);
    return 'IMPORTED';
  }
  try {
    await write(deps, index, { row, rowDigest, version }, manner);
  } catch (error) {
    const code = error instanceof DomainError ? error.code : undefined;
    // Another run of the same file was faster.
    if (code === 'REFERENCE_TAKEN') return importCustomer(deps, input, manner);
    throw code === 'LINK_INVALID' ? new DomainError('ALREADY_PROVIDED', ['email']) : error;
  }
  return 'IMPORTED';
}

async function write(
  deps: ImportDeps,
  index: ReadyBlindIndex,
  known: { readonly row: ImportRow; readonly rowDigest: string; readonly version: PolicyVersion },
  { operator, sendVerifications }: ImportManner,
): Promise<void> {
  const { row, rowDigest, version } = known;
  const { kind, language, contact, identity, subject, emailVerified, reference } = row;
  const keyring = deps.sealing.newKeyring(deps.random.id());
  const sealing = await deps.sealing.ready(['contact', 'identity'], [keyring]);
  const ready = { index, sealing, keyring };
  const emailIndexes = index.allOf('email', emailIndexForm(contact.email));
  const { requestId } = operator;
  const facts = importedFacts(deps, ready, row, version, operator);
  const verification =
    sendVerifications && !emailVerified
      ? issueVerification(deps, sealing, keyring, { emailIndexes, language, requestId }).writes
      : [];
  const numbers = importedNumberWrites(deps, ready, reference, rowDigest);
  const customer = {
    kind,
    language,
    contact,
    identity,
    subject: subject && subjectText(subject),
    emailIndexes,
    emailVerifiedAt: emailVerified?.at,
    facts,
    at: deps.now(),
  };
  const writes = [...numbers, ...newCustomerWrites(deps, ready, customer), ...verification];
  const entry = {
    action: 'IMPORT_CUSTOMER',
    actor: { id: operator.id, roles: [] },
    outcome: 'ALLOWED',
    customerId: keyring.subjectId,
    requestId,
  } as const;
  await deps.commit(writes, [entry]);
}
