import { DomainError } from '../domain/errors.ts';
import type { RecipientSealing } from '../domain/ports/recipient-sealing.ts';

/** Loaded when something is sealed: it hardly ever is, and a cold start need not wait for it. */
const jose = () => import('jose');

/** Iterations of PBKDF2 (RFC 7518, 4.8.1.2). */
const iterations = 10_000;

/**
 * Seals what leaves for a recipient as JWE (RFC 7516) with A256GCM, so that nothing between here and there can read it: to an RSA key by
 * RSA-OAEP-256, to one of a curve by ECDH-ES+A256KW (RFC 7518, 4.3 and 4.6), by a passphrase by PBES2-HS512+A256KW (4.8).
 */
export function createRecipientSealing(): RecipientSealing {
  return {
    async toKey({ jwk, thumbprint }, plaintext, { type, contentType }) {
      const alg = jwk.kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW';
      const { CompactEncrypt } = await jose();
      try {
        return await new CompactEncrypt(plaintext)
          .setProtectedHeader({ alg, enc: 'A256GCM', kid: thumbprint, typ: type, cty: contentType })
          .encrypt({ ...jwk, alg });
      } catch {
        // It was judged when it was registered; whoever changed the row since then gets nothing.
        throw new DomainError('KEY_NOT_ACCEPTED');
      }
    },
    async byPassphrase(passphrase, plaintext, { type, contentType }) {
      const { CompactEncrypt } = await jose();
      return new CompactEncrypt(plaintext)
        .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', typ: type, cty: contentType })
        .setKeyManagementParameters({ p2c: iterations })
        .encrypt(new TextEncoder().encode(passphrase));
    },
  };
}
