import { DomainError, type Issue } from '../errors.ts';
import { judgeLaw } from './judge-law.ts';
import { normalisedWords } from './normalised-words.ts';
import { type PolicyContent, policyContent } from './version.ts';

/**
 * What a version is to say, from outside: its shape, each purpose once, and the rules of law (P7.3). It comes back with the rules that the
 * operator's reason overrides.
 * @throws DomainError INVALID_FORMAT, UNKNOWN_PURPOSE (a purpose named twice), and the codes of `lawRules`, each with its path
 */
export function parseContent(given: unknown): PolicyContent {
  const parsed = policyContent.safeParse(normalisedWords(given));
  if (!parsed.success) {
    const [first, ...more] = parsed.error.issues.map(
      (issue): Issue => ({ code: 'INVALID_FORMAT', path: issue.path.map(String) }),
    );
    throw first ? DomainError.of([first, ...more]) : new DomainError('INVALID_FORMAT');
  }
  // Which rules are overridden is found here, not said by whoever writes the draft.
  const { overriddenRules: _, ...content } = parsed.data;
  const law = judgeLaw(content);
  const [first, ...more] = [...repeatedPurposes(content), ...law.issues];
  if (first) throw DomainError.of([first, ...more]);
  return { ...content, ...(law.overridden.length > 0 && { overriddenRules: law.overridden }) };
}

function repeatedPurposes({ purposes }: PolicyContent): readonly Issue[] {
  const names = purposes.map(({ purpose }) => purpose);
  return names.flatMap((name, i): Issue[] =>
    names.indexOf(name) === i ? [] : [{ code: 'UNKNOWN_PURPOSE', path: ['purposes', String(i), 'purpose'] }],
  );
}
