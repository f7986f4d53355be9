import type { ReactNode } from 'react';
import { ConsentHistoryDocument, type ConsentHistoryQuery } from '../generated/graphql.ts';
import { channelWords, consentPathWords, purposeWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { PagedSection } from './paged-section.tsx';
import { usePages } from './use-pages.ts';
import { instantIn } from './when.ts';

type Fact = NonNullable<ConsentHistoryQuery['me']>['consentHistory']['nodes'][number];

const pageSize = 20;

/** All that was agreed to, chosen and refused, newest first; `round` says that there is more of it. */
export function HistorySection({ round }: { round: number }): ReactNode {
  const { ask, say } = useDemo();
  const pages = usePages(
    async (after) => (await ask(ConsentHistoryDocument, { first: pageSize, after })).me?.consentHistory,
    [ask, round],
  );
  return (
    <PagedSection
      title={say('historyTitle')}
      pages={pages}
      show={(fact) => <HistoryEntry key={fact.id} fact={fact} />}
    />
  );
}

function HistoryEntry({ fact }: { fact: Fact }): ReactNode {
  const { say, language } = useDemo();
  const { type, at, manner, path, policyVersion, purpose, channel, granted, byGuardian } = fact;
  const told = () => {
    if (type === 'ACCEPTANCE') return say('acceptedPolicy', { version: policyVersion });
    if (!purpose || granted === null) return say('otherBasis');
    return `${purposeWords[purpose][language]}${channel ? `, ${channelWords[channel][language]}` : ''}`;
  };
  return (
    <li>
      <span>{told()}</span>{' '}
      {granted !== null && (
        <span className={granted ? 'badge good' : 'badge'}>{say(granted ? 'granted' : 'refused')}</span>
      )}
      <p className="small">
        {instantIn(language, at)} · {manner === 'BY_USE' ? say('byUse') : consentPathWords[path][language]}
        {byGuardian && ` · ${say('byGuardian')}`} · {say('underVersion', { version: policyVersion })}
      </p>
    </li>
  );
}
