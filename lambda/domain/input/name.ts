import type { CustomerKind } from '../customer/customer.ts';
import type { Parser } from './parser.ts';
import { text } from './text.ts';

/** A person's name in any script, 1 to 200 characters: letters, spaces, apostrophes, hyphens, dots, commas. */
export const personName = text({
  longest: 200,
  characters: /^(?=\P{L}{0,4}\p{L})[\p{L}\p{M} '’‘ʼ\p{Pd}.,·]+$/u,
});

/** An organisation's name, 1 to 200 characters: also digits, `& ( ) / +` and quotation marks (Law on Enterprises 59/2020, 37). */
export const organisationName = text({
  longest: 200,
  characters: /^(?=[^\p{L}\p{Nd}]{0,4}[\p{L}\p{Nd}])[\p{L}\p{M}\p{Nd} '’‘ʼ\p{Pd}.,·&()/+"“”]+$/u,
});

/** The name of a customer of a kind. */
export const nameOf = (kind: CustomerKind): Parser<string> =>
  kind === 'INDIVIDUAL' ? personName : organisationName;
