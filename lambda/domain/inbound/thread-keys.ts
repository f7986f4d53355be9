import type { ReadyBlindIndex } from '../ports/blind-index.ts';

/** SES's own id: `<id>@email.amazonses.com`, or of another region than the first `<id>@<region>.amazonses.com`. */
const ofSes = /^([0-9A-Za-z_-]{1,120})@(?:[0-9a-z-]+\.)?amazonses\.com$/i;

/** What a mail that SES took is found by, by the id that SES answered: it names nobody, and whoever sends holds no index key. */
export const sentThreadKey = (sesId: string): string => `ses:${sesId}`;

/**
 * What the request is looked up by that a message id belongs to: SES's own ids as they are, any other, which its sender made of what they
 * liked, by its blind indexes.
 * @param messageId without its angle brackets
 */
export function threadKeysOf(index: Pick<ReadyBlindIndex, 'allOf'>, messageId: string): readonly string[] {
  const sesId = ofSes.exec(messageId)?.[1];
  return sesId === undefined ? index.allOf('messageId', messageId) : [sentThreadKey(sesId)];
}

/**
 * What tells that a mail of this id, proven to be of this very subject, was filed. Apart from what threads are looked up by, where whoever
 * comes first stands, proven or not.
 * @param messageId without its angle brackets
 */
export const filedKeysOf = (
  index: Pick<ReadyBlindIndex, 'allOf'>,
  subjectId: string,
  messageId: string,
): readonly string[] => index.allOf('messageId', `${subjectId} ${messageId}`);
