import { type Parser, refuse } from './parser.ts';
import { text } from './text.ts';

/** So many letters at least make a word that somebody can look up. */
const fewestLetters = 3;

/** Proof in words, such as where a record lies: at least three letters, for a dot proves nothing. @param longest in code points */
export function proofOf(longest: number): Parser<string> {
  const line = text({ longest, characters: /^.+$/u });
  return (value, path, issues) => {
    const words = line(value, path, issues);
    if (words === undefined) return undefined;
    const letters = words.match(/\p{L}/gu)?.length ?? 0;
    return letters < fewestLetters ? refuse(issues, 'TOO_SHORT', path) : words;
  };
}
