import { attachmentFolder } from '../request/request.ts';

/** Whose objects the packages of a disclosure are: not those of its document, which is kept. */
export const packageSubject = (disclosureId: string): string => `${disclosureId}-package`;

/** Where a package lies, by the digest of its ciphertext: one that was sealed anew never takes the place of another. */
export const packageObject = (disclosureId: string, digest: string): string =>
  `${attachmentFolder(packageSubject(disclosureId))}${digest}`;
