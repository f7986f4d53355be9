import { type ReactNode, useEffect, useState } from 'react';
import type { Refusal } from '../client.ts';
import { ConsentHistoryDocument, type ConsentHistoryQuery } from '../generated/graphql.ts';
import { channelWords, consentPathWords, purposeWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { RefusalNote } from './notes.tsx';
import { refusalOf } from './use-answer.ts';
import { instantIn } from './when.ts';

type Page = NonNullable<ConsentHistoryQuery['me']>['consentHistory'];
type Fact = Page['nodes'][number];

const pageSize = 20;

/** All that was agreed to, chosen and refused, newest first; `round` says that there is more of it. */
export function HistorySection({ round }: { round: number }): ReactNode {
  const { ask, say } = useDemo();
  const [facts, setFacts] = useState<readonly Fact[]>([]);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);

  const read = async (from: string | null, before: readonly Fact[]) => {
    try {
      const { me } = await ask(ConsentHistoryDocument, { first: pageSize, after: from });
      const page = me?.consentHistory;
      setFacts([...before, ...(page?.nodes ?? [])]);
      setAfter(page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined);
      setRefusal(undefined);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when something was chosen.
  useEffect(() => void read(null, []), [ask, round]);

  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{say('historyTitle')}</h2>
      {refusal && <RefusalNote refusal={refusal} retry={() => void read(null, [])} />}
      <ol className="history">
        {facts.map((fact) => (
          <HistoryEntry key={fact.id} fact={fact} />
        ))}
      </ol>
      {after !== undefined && (
        <button type="button" className="quiet" onClick={() => void read(after, facts)}>
          {say('more')}
        </button>
      )}
    </section>
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
