import { limits } from '../../../lambda/declared/limits.ts';
import { mailTags } from '../../../lambda/declared/mail-tags.ts';
import type { Row } from '../services.ts';
import { cameIn, faultOf } from './came-in.ts';
import { type Invariant, type Left, rowsOf, text } from './left.ts';

/**
 * A mail that came in is answered by itself once at most, and only whoever wrote it, at an address that something vouches for; no program is, nor what is in
 * quarantine, and nobody more often in a day than is allowed.
 */
export const mailAnswered: Invariant<Left> = (left) => {
  const mails = new Map(cameIn(left).map((one) => [one.mail.id, one.mail]));
  const answers = rowsOf(left, 'MAIL').filter((row) =>
    /^(REQUEST_RECEIVED|CORRESPONDENT_NOTICE)$/.test(text(row, 'template')),
  );
  const seen = new Map<string, number>();
  const countOf = (name: string) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return seen.get(name) ?? 0;
  };
  return answers.flatMap((answer) => {
    const mail = mails.get(text(answer, 'requestId'));
    // What staff wrote down for somebody is confirmed as well.
    if (!mail) return [];
    const { address, dmarc, spf, isAutomatic } = mail;
    const say = (what: string) => [`${text(answer, 'id')}, to ${mail.id}, ${what}`];
    const persons = left.people.filter(({ emails }) => emails.includes(address));
    const own = new Set([address, ...persons.flatMap(({ emails }) => emails)]);
    const to = sentTo(left, answer);
    const isVouchedFor = dmarc === 'PASS' || spf === 'PASS' || persons.length > 0;
    const day = Math.floor(Date.parse(text(answer, 'queuedAt')) / 86_400_000);
    return [
      ...(countOf(mail.id) > 1 ? say('is another') : []),
      ...(isAutomatic || faultOf(mail) !== undefined ? say('answers what is not answered') : []),
      ...(to.every((one) => own.has(one)) ? [] : say('went to somebody else')),
      ...(isVouchedFor ? [] : say('goes where nobody may have written')),
      ...(countOf(`${dmarc} ${address} ${day}`) > limits.automaticAnswersPerDay
        ? say('is more than a day has')
        : []),
    ];
  });
};

const sentTo = ({ services }: Left, answer: Row): readonly string[] =>
  services.post.taken
    .filter(({ mail }) => mail.tags[mailTags.outbox] === text(answer, 'id'))
    .flatMap(({ mail }) => mail.destinations);
