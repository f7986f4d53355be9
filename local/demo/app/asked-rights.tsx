import type { ReactNode } from 'react';
import {
  LiftRestrictionDocument,
  type OwnRightsFragment,
  WithdrawRightsRequestDocument,
} from '../generated/graphql.ts';
import { rightsStateWords, rightWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { CopyDownload } from './copy-download.tsx';
import { Form } from './form.tsx';
import { StoreAgain } from './store-again.tsx';
import { useRightAct } from './use-right-act.ts';
import { instantIn } from './when.ts';

type Asked = OwnRightsFragment['rightsRequests'][number];

/** What was asked for, newest first, each with its clock. */
export function AskedRights(props: {
  readonly rights: OwnRightsFragment;
  readonly onChange: (rights: OwnRightsFragment) => void;
  readonly onFetched: () => void;
}): ReactNode {
  const { say } = useDemo();
  const { rightsRequests, processingRestricted } = props.rights;
  const stored = rightsRequests.find(({ right }) => right === 'WITHDRAW_STORAGE');
  // Its erasure was refused, and nothing is processed until storing is agreed to anew.
  const kept = processingRestricted && stored?.state === 'REFUSED' ? stored : undefined;
  return (
    <section aria-labelledby="rights-title">
      <h2 id="rights-title">{say('rightsTitle')}</h2>
      {rightsRequests.length === 0 && <p>{say('noRights')}</p>}
      <ol className="history">
        {rightsRequests.map((asked) => (
          <AskedRight key={asked.id} asked={asked} isKept={asked === kept} {...props} />
        ))}
      </ol>
    </section>
  );
}

function AskedRight(props: {
  readonly asked: Asked;
  readonly isKept: boolean;
  readonly onChange: (rights: OwnRightsFragment) => void;
  readonly onFetched: () => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const { asked, isKept, onChange, onFetched } = props;
  const {
    id,
    right,
    state,
    reference,
    askedAt,
    answerDueAt,
    dueAt,
    extendedAt,
    doneAt,
    liftedAt,
    reason,
    copy,
  } = asked;
  const isOpen = state === 'ASKED' || state === 'GRANTED';
  // One that was lifted is over, although it was carried out.
  const isGood = state === 'DONE' && !liftedAt;
  const on = (instant: string) => ({ date: instantIn(language, instant) });
  const told = [
    instantIn(language, askedAt),
    say('inRequest', { reference }),
    state === 'ASKED' && say('answerDue', on(answerDueAt)),
    isOpen && say('rightDue', on(dueAt)),
    extendedAt && say('rightExtended'),
    doneAt && say('rightDone', on(doneAt)),
    liftedAt && say('rightLifted', on(liftedAt)),
    copy && say('copyUntil', on(copy.until)),
  ].filter((part) => part);
  return (
    <li>
      <span>{rightWords[right][language]}</span>{' '}
      <span className={isOpen ? 'badge open' : isGood ? 'badge good' : 'badge'}>
        {liftedAt ? say('liftedState') : rightsStateWords[state][language]}
      </span>
      <p className="small">{told.join(' · ')}</p>
      {reason && <p className="said">{say('theirReason', { reason })}</p>}
      {copy && <CopyDownload id={id} onFetched={onFetched} />}
      {state === 'ASKED' && right === 'ERASE' && <Withdraw id={id} onChange={onChange} />}
      {state === 'ASKED' && right === 'WITHDRAW_STORAGE' && (
        <StoreAgain
          label={say('withdraw')}
          act={async (given) =>
            (await ask(WithdrawRightsRequestDocument, { input: { ...given, id } })).withdrawRightsRequest
          }
          onChange={onChange}
        />
      )}
      {isKept && (
        <StoreAgain
          label={say('lift')}
          act={async (given) => (await ask(LiftRestrictionDocument, { input: given })).liftRestriction}
          onChange={onChange}
        />
      )}
    </li>
  );
}

function Withdraw(props: {
  readonly id: string;
  readonly onChange: (rights: OwnRightsFragment) => void;
}): ReactNode {
  const { ask, say } = useDemo();
  const { id, onChange } = props;
  const form = useRightAct(
    async (input) =>
      (await ask(WithdrawRightsRequestDocument, { input: { ...input, id } })).withdrawRightsRequest,
    onChange,
  );
  return <Form state={form} label={say('withdraw')} button={say('withdraw')} quiet />;
}
