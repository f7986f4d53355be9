import { languages } from '../viewer.ts';
import { oneOf } from './choice.ts';

/** `vi` or `en`. */
export const language = oneOf(languages);
