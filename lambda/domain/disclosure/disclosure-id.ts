import { timeText } from '../mail/mail-id.ts';
import type { Random } from '../ports/random.ts';

/** The id of a disclosure that begins at an instant: `dis-`, 10 characters of time, 16 of chance. Ids sort as their instants do. */
export const disclosureIdAt = (at: Date, random: Pick<Random, 'id'>): string =>
  `dis-${timeText(at)}${random.id().slice(-16)}`;

/** Whether a text has the form of a disclosure's id. */
export const isDisclosureId = (text: string): boolean => /^dis-[0-9A-Z]{26}$/.test(text);
