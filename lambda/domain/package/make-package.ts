import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Disclosure, DisclosurePackage } from '../disclosure/disclosure.ts';
import { openInstrument, sealWords } from '../disclosure/sealed-words.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { after } from '../span.ts';
import type { PackagedCustomer } from './gather-package.ts';
import { newPassphrase } from './passphrase.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'sealing' | 'recipientSealing' | 'signer' | 'settings'>;

/** What a manifest says to whoever holds the package (P7.1). */
const terms =
  'The package is for the named recipient and purpose alone. It confers no right to access, to use for anything else, or to pass on personal information of CloudFly or its customers.';

/**
 * Makes what is handed over: one JWE (RFC 7516) of the JSON object `{manifest, receiptCode, customers}` to the recipient's key, or by a passphrase. The manifest
 * is a JWS (RFC 7515) that names what is inside, of whom, on which basis, when, by whom and until when, says that it confers no right, and
 * binds what is inside by the SHA-256 of the text of `customers`, as it stands there: JSON with sorted names. The code of the receipt is kept nowhere
 * but inside; here there is its SHA-256.
 * @returns the package's row and its bytes, and what is written beside it
 * @throws DomainError KEY_NOT_ACCEPTED, TEMPORARILY_UNAVAILABLE
 */
export async function makePackage(
  deps: Deps,
  disclosure: Disclosure,
  recipient: Recipient,
  customers: readonly PackagedCustomer[],
): Promise<{
  readonly made: DisclosurePackage;
  readonly bytes: Uint8Array;
  readonly keys: readonly Write[];
}> {
  const now = deps.now();
  const sealedAt = now.toISOString();
  const expiresAt = after(now, { days: limits.packageDays });
  const key = recipient.delivery === 'KEY' ? recipient.key : undefined;
  const contents = canonicalJson(customers);
  const receiptCode = Buffer.from(deps.random.bytes(32)).toString('base64url');
  const receiptHash = hash('sha256', receiptCode, 'base64url');
  const manifest = await deps.signer.sign(
    {
      ...manifestOf(disclosure, await openInstrument(deps, disclosure), recipient, customers),
      by: deps.settings.sender.name,
      sealedAt,
      expiresAt,
      keyThumbprint: key?.thumbprint,
      contentsDigest: hash('sha256', contents),
      receiptHash,
    },
    'disclosure-manifest+jws',
  );
  const plaintext = new TextEncoder().encode(
    `{"manifest":${JSON.stringify(manifest)},"receiptCode":"${receiptCode}","customers":${contents}}`,
  );
  const about = { type: 'disclosure-package+jwe', contentType: 'application/json' };
  const passphrase = key ? undefined : newPassphrase(deps.random);
  const jwe =
    key === undefined
      ? await deps.recipientSealing.byPassphrase(String(passphrase), plaintext, about)
      : await deps.recipientSealing.toKey(key, plaintext, about);
  const bytes = new TextEncoder().encode(jwe);
  const { sealed, keys } = await sealWords(deps, disclosure, { manifest, passphrase });
  return {
    made: {
      digest: hash('sha256', bytes),
      bytes: bytes.length,
      sealedAt,
      expiresAt,
      sealedManifest: sealed.manifest,
      receiptHash,
      keyThumbprint: key?.thumbprint,
      sealedPassphrase: sealed.passphrase,
      passphraseReadBy: [],
      linksMadeBy: [],
      destroyedAt: undefined,
    },
    bytes,
    keys,
  };
}

function manifestOf(
  { id: disclosureId, basis, purpose, fields, customerIds, receivedAt }: Disclosure,
  instrument: string | undefined,
  { id, name }: Recipient,
  customers: readonly PackagedCustomer[],
) {
  const inside = customers.map((customer) => customer.id);
  const document = basis.kind === 'LEGAL_ORDER' ? { documentDigest: basis.document.digest } : {};
  return {
    disclosureId,
    recipient: { id, name },
    basis: { kind: basis.kind, instrument, ...document },
    purpose,
    fields,
    customers: inside,
    // An authority is answered for everybody whom its order names.
    ...(basis.kind === 'LEGAL_ORDER' && { nothingHeld: customerIds.filter((one) => !inside.includes(one)) }),
    receivedAt,
    confersNoRight: true,
    terms,
  };
}
