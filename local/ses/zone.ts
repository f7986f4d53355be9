import { generateKeyPairSync } from 'node:crypto';
import type { DNSResolver } from 'mailauth';

/** What the domain name system says of a domain that writes to us. */
interface Domain {
  /** The host that may send for it (SPF), and that its own host name leads to. */
  readonly host?: string;
  /** It publishes a key that its mails are signed with. */
  readonly signs?: true;
  readonly dmarc?: 'none' | 'quarantine' | 'reject';
  /** Its name servers do not answer. */
  readonly isDown?: true;
}

/**
 * Domains that local mail comes from; every other has no records at all, as most made-up ones. Addresses are those set aside for examples
 * (RFC 5737).
 */
export const domains = {
  // The fictional customers, those of tests, and the product itself: as a careful domain has it. Names below a domain are in its policy.
  'example.com': { host: '192.0.2.10', signs: true, dmarc: 'reject' },
  'mail.example': { host: '192.0.2.20', signs: true, dmarc: 'reject' },
  'customer.example': { host: '192.0.2.30', signs: true, dmarc: 'quarantine' },
  'cloudfly.example': { host: '192.0.2.40', signs: true, dmarc: 'reject' },
  // Signs and names its host, and says nothing of what is to be thought of other mails in its name.
  'no-dmarc.example': { host: '192.0.2.50', signs: true },
  // Only names its host.
  'spf-only.example': { host: '192.0.2.60', dmarc: 'reject' },
  // Watches who writes in its name, and asks for nothing.
  'watching.example': { host: '192.0.2.70', signs: true, dmarc: 'none' },
  // Whoever has it does everything right, for their own name.
  'hostile.example': { host: '203.0.113.66', signs: true, dmarc: 'reject' },
  'down.example': { isDown: true },
} as const satisfies Readonly<Record<string, Domain>>;

const known: Readonly<Record<string, Domain>> = domains;
export const selector = 'local';

export interface Zone {
  /** As `dns.promises.resolve`, for this zone. */
  readonly resolve: DNSResolver;
  /** The domain as which an address's mails are signed: its own or one above it; undefined when none has a key. */
  signerOf(address: string): string | undefined;
  /** PEM of the key that such a domain signs with. Made anew at each start. */
  readonly privateKey: string;
}

/** Opens the zone, with a new key that all of its signing domains share: what tells them apart is the domain named. */
export function openZone(): Zone {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const published = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  return {
    resolve: async (name, type) => recordsOf(name.toLowerCase(), type, published),
    signerOf: (address) =>
      namesAbove(address.slice(address.lastIndexOf('@') + 1).toLowerCase()).find(
        (name) => known[name]?.signs,
      ),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Address of a host that is named in an SMTP greeting: a literal (RFC 5321, 4.1.3), or a host of the zone. */
export function addressOfHost(greeting: string): string | undefined {
  const literal = /^\[(?:IPv6:)?([0-9a-f.:]+)\]$/i.exec(greeting)?.[1];
  if (literal) return literal;
  return namesAbove(greeting.toLowerCase())
    .map((name) => known[name]?.host)
    .find(Boolean);
}

/** The name itself and every one above it. */
const namesAbove = (name: string): string[] => {
  const labels = name.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
};

function recordsOf(name: string, type: string, published: string): string[][] | string[] {
  const owner = namesAbove(name).find((above) => Object.hasOwn(known, above)) ?? '';
  const { host, signs, dmarc, isDown } = known[owner] ?? {};
  if (isDown) throw dnsError('ESERVFAIL');
  if (owner === '') throw dnsError('ENOTFOUND');
  const below = name.slice(0, -owner.length);
  if (type === 'A' && host && !below.includes('_')) return [host];
  if (type === 'TXT' && below === '_dmarc.' && dmarc) return [[`v=DMARC1; p=${dmarc}`]];
  if (type === 'TXT' && below === `${selector}._domainkey.` && signs)
    return [[`v=DKIM1; k=ed25519; p=${published}`]];
  if (type === 'TXT' && !below.includes('_') && host) return [[`v=spf1 ip4:${host} -all`]];
  throw dnsError('ENODATA');
}

const dnsError = (code: string): Error => Object.assign(new Error(`query failed: ${code}`), { code });
