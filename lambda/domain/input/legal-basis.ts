import { type LegalBasis, legalBases } from '../consent/fact.ts';
import { isMarketing, type OperationalPurpose, operationalPurposes } from '../purposes.ts';
import { oneOf } from './choice.ts';
import { parseInput } from './collect-issues.ts';
import { objectOf } from './object.ts';
import { type Parser, refuse } from './parser.ts';
import { proofOf } from './proof.ts';

/** A basis beside consent, as staff write it down. */
export interface LegalBasisInput {
  readonly purpose: OperationalPurpose;
  readonly basis: LegalBasis;
  readonly proof: string;
  /** Always to come. */
  readonly endsAt?: Date;
}

/** At most 2000 characters. */
export const proof: Parser<string> = proofOf(2000);

/** Marketing rests on consent alone (D330 37). */
export const operationalPurpose: Parser<OperationalPurpose> = (value, path, issues) =>
  isMarketing(value as OperationalPurpose)
    ? refuse(issues, 'MARKETING_NEEDS_CONSENT', path)
    : oneOf(operationalPurposes, 'UNKNOWN_PURPOSE')(value, path, issues);

const instantAfter =
  (now: Date): Parser<Date> =>
  (value, path, issues) => {
    if (!(value instanceof Date)) return refuse(issues, 'INVALID_FORMAT', path);
    return value.getTime() > now.getTime() ? value : refuse(issues, 'IN_THE_PAST', path);
  };

/** @throws DomainError with every issue; MARKETING_NEEDS_CONSENT and IN_THE_PAST among them */
export function parseLegalBasis(input: unknown, now: Date): LegalBasisInput {
  const shape = objectOf({
    required: { purpose: operationalPurpose, basis: oneOf(legalBases), proof },
    optional: { endsAt: instantAfter(now) },
  });
  return parseInput(shape, input);
}
