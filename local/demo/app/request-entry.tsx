import { type ReactNode, useState } from 'react';
import type { RequestSummaryFragment } from '../generated/graphql.ts';
import { requestChannelWords, requestKindWords, requestStateWords } from '../words/contact-code-words.ts';
import { useDemo } from './context.ts';
import { RequestThread } from './request-thread.tsx';
import { instantIn } from './when.ts';

/** One request: how it stands; opened, what was said. */
export function RequestEntry(props: {
  readonly request: RequestSummaryFragment;
  readonly onReplied: () => void;
}): ReactNode {
  const { request, onReplied } = props;
  const { say, language } = useDemo();
  const [isOpen, setOpen] = useState(false);
  const { reference, state, kind, channel, openedAt, answerDueAt, closedAt, notice, isUnproven } = request;
  const badge = state === 'ANSWERED' ? 'badge good' : state === 'QUARANTINED' ? 'badge' : 'badge open';
  const about = [
    requestKindWords[kind][language],
    requestChannelWords[channel][language],
    instantIn(language, openedAt),
  ];
  return (
    <details className="request" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{reference}</strong> <span className={badge}>{requestStateWords[state][language]}</span>
        <span className="about">{about.join(' · ')}</span>
      </summary>
      {notice && <p className="note">{notice}</p>}
      {isUnproven && <p className="note">{say('requestUnproven')}</p>}
      {state === 'OPEN' && (
        <p className="mark">{say('answerDue', { date: instantIn(language, answerDueAt) })}</p>
      )}
      {closedAt && <p className="mark">{say('closedOn', { date: instantIn(language, closedAt) })}</p>}
      {isOpen && <RequestThread request={request} onReplied={onReplied} />}
    </details>
  );
}
