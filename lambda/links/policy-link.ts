import type { Ports } from '../domain/ports.ts';
import type { LinkKind } from './link-kind.ts';
import { linkWords } from './link-words.ts';
import { policyWords } from './policy-words.ts';

export type PolicyLinkDeps = Pick<Ports, 'policies'>;

/** A published version of the policy, for everybody to read (P7.2). Reading it accepts nothing (P0.2). */
export const policyLink: LinkKind<PolicyLinkDeps> = {
  async show(deps, { token, language }) {
    const number = /^[1-9]\d{0,8}$/.test(token) ? Number(token) : undefined;
    const versions = number === undefined ? [] : await deps.policies.versions();
    const found = versions.find(({ version }) => version === number);
    if (!found) return { state: 'NOT_FOUND', words: linkWords.NOT_FOUND[language] };
    return { state: 'SHOWN', words: policyWords(language, found) };
  },
};
