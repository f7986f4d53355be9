import { mailTags } from '../../../lambda/declared/mail-tags.ts';
import { type Invariant, type Left, text } from './left.ts';

/** A code of sign-in came to whom it is for, unless three attempts at it failed, and to nobody else; each mail with one has its audit row. */
export const codesSent: Invariant<Left> = ({ codes, told, services }) => {
  const { taken } = services.post;
  const rows = services.rows('audit').filter((row) => text(row, 'action') === 'MAIL_BEGUN');
  const begun = new Set(rows.map((row) => text(row, 'mailId')));
  return codes.flatMap(({ email, code, event }, at) => {
    const own = taken.filter(({ read }) =>
      [read.text, read.html, read.subject].some((part) => part.includes(code)),
    );
    const isGivenUp = told.dead.some((one) => one.event === event);
    const astray = own.filter(({ mail }) => mail.destinations.join() !== email);
    const untold = own.filter(({ mail }) => !begun.has(mail.tags[mailTags.aboutNobody] ?? ''));
    return [
      ...(own.length > 0 || isGivenUp ? [] : [`code ${at} was not sent, and nobody was told`]),
      ...(astray.length === 0 ? [] : [`code ${at} went to somebody else`]),
      ...(untold.length === 0 ? [] : [`code ${at} went without an audit row`]),
    ];
  });
};
