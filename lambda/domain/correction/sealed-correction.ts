import * as z from 'zod/mini';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import { type Asked, type Correction, correctionAt, type Decided } from './correction.ts';

const values = z.record(z.string(), z.unknown());
const asked = z.object({ after: values, why: z.string() });
const decided = z.object({ before: values, reason: z.string() });

/** What was asked for. @throws DomainError INTEGRITY_VIOLATION */
export function openAsked(sealing: ReadySealing, keyring: Keyring, correction: Correction): Asked {
  const found = sealing.open(keyring, correctionAt(correction, 'asked'), correction.sealedAsked);
  const parsed = asked.safeParse(uncover(found));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}

/** What was so before. @throws DomainError INTEGRITY_VIOLATION */
export function openDecided(sealing: ReadySealing, keyring: Keyring, correction: Correction): Decided {
  const { sealedDecided } = correction;
  if (!sealedDecided) throw new DomainError('INTEGRITY_VIOLATION');
  const found = sealing.open(keyring, correctionAt(correction, 'decided'), sealedDecided);
  const parsed = decided.safeParse(uncover(found));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}

/** Old and new beside each other, as whoever decides needs them (P4.2). */
export interface SideBySide {
  /** Of what is not decided yet: as it is now. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly why: string;
  /** Undefined until it is decided. */
  readonly reason: string | undefined;
}

/** For the value gate alone: no audit row, no value. @throws DomainError INTEGRITY_VIOLATION */
export function openSideBySide(
  sealing: ReadySealing,
  loaded: LoadedCustomer,
  correction: Correction,
): SideBySide {
  const { keyring } = loaded;
  const { after, why } = openAsked(sealing, keyring, correction);
  if (correction.sealedDecided) return { ...openDecided(sealing, keyring, correction), after, why };
  const now = openDetails(sealing, loaded, correction.dataClass);
  return { before: valuesOf(now, correction.fields), after, why, reason: undefined };
}

/** Some fields of details, as they are. */
export function valuesOf(details: object | undefined, fields: readonly string[]): Record<string, unknown> {
  const all = Object.entries(details ?? {});
  return Object.fromEntries(all.filter(([name, value]) => fields.includes(name) && value !== undefined));
}
