import {
  changeDisclosure,
  type DisclosureDeps,
  type NamedDisclosure,
} from '../disclosure/change-disclosure.ts';
import { noted } from '../disclosure/disclosure-moves.ts';
import { openWords } from '../disclosure/sealed-words.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';

/**
 * The passphrase of a package, to be told to the recipient over a second channel, by somebody who never makes its link: nobody here has both, so
 * that nobody here can open it. In the audit trail before it is shown, each time that it is.
 * @returns the passphrase; undefined for a repeat: reading it again is another call, with a row of its own
 * @throws DomainError NOT_FOUND at `id`; INVOLVED there for who made a link; WRONG_STATE when there is none
 */
export async function readPassphrase(
  deps: DisclosureDeps & Pick<Ports, 'sealing' | 'random'>,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string },
): Promise<{ disclosureId: string; passphrase: string | undefined }> {
  const own = deps.random.id();
  const { disclosureId, actId } = await changeDisclosure(deps, viewer, {
    ...call,
    operation: 'readDisclosurePassphrase',
    action: 'READ_PASSPHRASE',
    plan(before) {
      const { package: sealed, state } = before;
      if (state !== 'SEALED' || !sealed?.sealedPassphrase) throw new DomainError('WRONG_STATE', ['id']);
      if (sealed.linksMadeBy.includes(viewer.subject)) throw new DomainError('INVOLVED', ['id']);
      const passphraseReadBy = [...new Set([...sealed.passphraseReadBy, viewer.subject])];
      return { after: noted(before, { package: { ...sealed, passphraseReadBy } }), actId: own };
    },
  });
  if (actId !== own) return { disclosureId, passphrase: undefined };
  // Read only once it is written who has read it.
  const disclosure = await deps.disclosures.load(disclosureId);
  const sealed = disclosure?.package;
  if (disclosure?.state !== 'SEALED' || !sealed?.passphraseReadBy.includes(viewer.subject))
    throw new DomainError('WRONG_STATE', ['id']);
  const passphrase = await openWords(deps, disclosure, 'passphrase', sealed.sealedPassphrase);
  return { disclosureId, passphrase };
}
