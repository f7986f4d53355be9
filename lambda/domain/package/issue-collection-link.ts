import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { makeToken } from '../contact/link-token.ts';
import {
  changeDisclosure,
  type DisclosureDeps,
  type NamedDisclosure,
} from '../disclosure/change-disclosure.ts';
import type { Disclosure, DisclosurePackage } from '../disclosure/disclosure.ts';
import { noted } from '../disclosure/disclosure-moves.ts';
import { type EndBaselessDeps, endBaseless } from '../disclosure/end-baseless.ts';
import { openWords } from '../disclosure/sealed-words.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { milliseconds } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import { type JudgePackageDeps, judgePackage } from './judge-package.ts';

type Deps = DisclosureDeps &
  JudgePackageDeps &
  EndBaselessDeps &
  Pick<Ports, 'tokens' | 'sealing' | 'recipientSealing' | 'settings'>;

/**
 * Makes the link by which a package is collected, and the challenge behind it: a nonce as JWE, to the same key or passphrase as the package, so that
 * the link alone opens nothing. Another link takes its place. Shown once; nobody who read the passphrase gets one.
 * @returns the link; undefined for a repeat, which makes no other
 * @throws DomainError NOT_FOUND, INVOLVED, WRONG_STATE at `id`; there too those of the basis: the package is destroyed then
 */
export async function issueCollectionLink(
  deps: Deps,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string },
): Promise<{ disclosureId: string; link: string | undefined }> {
  let issued: { readonly tokenId: string; readonly link: string } | undefined;
  let isBaseless = false;
  const { disclosureId } = await changeDisclosure(deps, viewer, {
    ...call,
    operation: 'issueCollectionLink',
    action: 'ISSUE_COLLECTION_LINK',
    async plan(before) {
      const { package: sealed, state } = before;
      if (state !== 'SEALED' || !sealed) throw new DomainError('WRONG_STATE', ['id']);
      if (sealed.passphraseReadBy.includes(viewer.subject)) throw new DomainError('INVOLVED', ['id']);
      const judged = await judgePackage(deps, before);
      isBaseless = 'code' in judged;
      if ('code' in judged) throw new DomainError(judged.code, ['id']);
      const { id: tokenId, secretHash, token } = makeToken(deps.random);
      const nonce = Buffer.from(deps.random.bytes(32)).toString('base64url');
      const expiresAt = new Date(
        Math.min(
          deps.now().getTime() + milliseconds({ hours: limits.collectionLinkHours }),
          Date.parse(sealed.expiresAt),
        ),
      ).toISOString();
      const row = deps.tokens.insert({
        ...{ id: tokenId, purpose: 'COLLECT_DISCLOSURE', secretHash, subjectId: before.id },
        ...{ emailIndex: '', expiresAt, attempts: 0, usedAt: undefined },
      });
      issued = { tokenId, link: `${deps.settings.linksUrl}/links/collect/${token}` };
      const challenge = await challengeOf(deps, before, judged.recipient, nonce);
      const link = { tokenId, challenge, answerHash: hash('sha256', nonce, 'base64url') };
      const linksMadeBy = [...new Set([...sealed.linksMadeBy, viewer.subject])];
      const made: DisclosurePackage = { ...sealed, linksMadeBy };
      return { after: noted(before, { link, package: made }), also: [row] };
    },
  }).catch(async (error: unknown) => {
    // Nobody can ever collect it.
    if (isBaseless) await endBaseless(deps, call.disclosureId, 'api');
    throw error;
  });
  // A repeat that was answered again has made none; a plan that lost against another is not the link that is stored.
  const stored = await deps.disclosures.load(disclosureId);
  const isStored = issued !== undefined && stored?.link?.tokenId === issued.tokenId;
  return { disclosureId, link: isStored ? issued?.link : undefined };
}

async function challengeOf(
  deps: Pick<Deps, 'sealing' | 'recipientSealing'>,
  disclosure: Disclosure,
  { key }: Recipient,
  nonce: string,
): Promise<string> {
  const about = { type: 'collection-challenge+jwe', contentType: 'text/plain' };
  const plaintext = new TextEncoder().encode(nonce);
  const { sealedPassphrase, keyThumbprint } = disclosure.package ?? {};
  if (keyThumbprint !== undefined && key) return deps.recipientSealing.toKey(key, plaintext, about);
  const passphrase = await openWords(deps, disclosure, 'passphrase', sealedPassphrase);
  if (passphrase === undefined) throw new DomainError('WRONG_STATE', ['id']);
  return deps.recipientSealing.byPassphrase(passphrase, plaintext, about);
}
