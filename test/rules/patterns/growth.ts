import { attacksOn, written } from './attack-strings.ts';
import { countSteps } from './count-steps.ts';
import { readPattern } from './pattern-tree.ts';

export interface Growth {
  /** Steps for a text of twice the length, by those for the text; of the attack for which it is the greatest, or of the first that shows enough. */
  readonly factor: number;
  readonly attack: string;
}

const length = 200;
/** By far more than linear: no other attack need be tried. */
const enough = 3;
/** Less than this is nothing, however it grows: a quadratic pattern is far above it. */
const nothing = 3000;

/** How a pattern's steps grow with the length of what it reads. Linear: 2. Quadratic: 4. */
export function growthOf(pattern: RegExp): Growth {
  const tree = readPattern(pattern);
  let worst: Growth = { factor: 0, attack: '' };
  for (const attack of attacksOn(tree)) {
    const [once, twice] = [length, 2 * length].map((n) =>
      countSteps(tree, pattern.flags, written(attack, n)),
    );
    if (once === undefined || twice === undefined || twice < nothing) continue;
    const factor = twice === Infinity ? Infinity : twice / once;
    if (factor > worst.factor) worst = { factor, attack: JSON.stringify(attack) };
    if (factor > enough) break;
  }
  return worst;
}
