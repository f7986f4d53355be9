import { type ReactNode, useState } from 'react';
import {
  OwnRequestDocument,
  type OwnRequestQuery,
  ReplyToRequestDocument,
  type RequestSummaryFragment,
} from '../generated/graphql.ts';
import { attachmentRefusalWords } from '../words/contact-code-words.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { TextArea } from './text-area.tsx';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';
import { instantIn, sizeIn } from './when.ts';

type Entry = NonNullable<NonNullable<OwnRequestQuery['me']>['request']>['entries'][number];

/** What was said in a request, and a reply while it is open. */
export function RequestThread(props: {
  readonly request: RequestSummaryFragment;
  readonly onReplied: () => void;
}): ReactNode {
  const { reference, state } = props.request;
  const { say } = useDemo();
  const { data, refusal, reload } = useAnswer(OwnRequestDocument, { reference }, true, state);
  const entries = data?.me?.request?.entries;
  const replied = () => {
    reload();
    props.onReplied();
  };
  if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
  if (!entries) return <Loading />;
  return (
    <>
      <ol className="thread" aria-label={say('said', { reference })}>
        {entries.map((entry) => (
          <ThreadEntry key={`${entry.at} ${entry.kind}`} entry={entry} />
        ))}
      </ol>
      {(state === 'OPEN' || state === 'ANSWERED') && <Reply reference={reference} onReplied={replied} />}
    </>
  );
}

function ThreadEntry({ entry }: { entry: Entry }): ReactNode {
  const { say, language } = useDemo();
  const isTheirs = entry.kind === 'ANSWER';
  return (
    <li className={isTheirs ? 'theirs' : undefined}>
      <p className="mark">
        {say(isTheirs ? 'theyWrote' : 'youWrote', { date: instantIn(language, entry.at) })}
      </p>
      <p className="words">{entry.words}</p>
      {entry.isUnproven && <p className="mark">{say('requestUnproven')}</p>}
      {entry.attachments.length > 0 && (
        <ul className="files" aria-label={say('attachments')}>
          {entry.attachments.map(({ id, name, bytes, refused }) => (
            <li key={id}>
              {name}{' '}
              {refused ? (
                <span className="badge">
                  {say('fileRefused', { why: attachmentRefusalWords[refused][language] })}
                </span>
              ) : (
                <span className="mark">{sizeIn(language, bytes)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Reply({ reference, onReplied }: { reference: string; onReplied: () => void }): ReactNode {
  const { ask, say } = useDemo();
  const [times, setTimes] = useState(0);
  const form = useForm(async (filled, idempotencyKey) => {
    const input = { idempotencyKey, reference, message: filled.message ?? '' };
    const { request, errors } = (await ask(ReplyToRequestDocument, { input })).replyToRequest;
    if (request) {
      setTimes(times + 1);
      onReplied();
    }
    return errors;
  }, times);
  return (
    <Form
      state={form}
      label={`${say('reply')} ${reference}`}
      button={say('sendReply')}
      done={say('replySent')}
    >
      <TextArea name="message" label={say('reply')} required />
    </Form>
  );
}
