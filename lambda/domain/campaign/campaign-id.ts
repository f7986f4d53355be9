import { mailIdAt } from '../mail/mail-id.ts';
import type { Random } from '../ports/random.ts';

/** A ULID: ten characters of time and 16 of chance, so that ids have the form of all others. */
export function campaignIdAt(at: Date, random: Pick<Random, 'id'>): string {
  return mailIdAt(at, random).replace('-', '').slice(0, 26);
}

/** The one id of the campaign that announces a version of the policy. */
export function announcementIdOf(version: number): string {
  return `POLICY${String(version).padStart(20, '0')}`;
}
