import { type ReactNode, useId, useState } from 'react';
import { AcceptPolicyDocument, PolicyNoticeTextDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { PolicyParagraphs } from './policy-notice.tsx';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

/** The text of a version, asked for when the customer opens it: from then on the notice counts as handed out (P0.2). */
export function NoticeToAccept(props: {
  readonly version: number;
  readonly isComing: boolean;
  readonly onAccepted: () => void;
}): ReactNode {
  const { version, isComing } = props;
  const { ask, say, language } = useDemo();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { data, refusal, reload } = useAnswer(PolicyNoticeTextDocument, { language }, open);
  const notice = data?.me?.notices.find((one) => one.version === version);
  const form = useForm(async (_, idempotencyKey) => {
    if (!notice) return [];
    const { digest, language: shown } = notice;
    const input = { idempotencyKey, notice: { version, digest, language: shown } };
    const { me, errors } = (await ask(AcceptPolicyDocument, { input })).acceptPolicy;
    if (me) props.onAccepted();
    return errors;
  });
  return (
    <>
      <button
        type="button"
        className="quiet"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {say(open ? 'bannerClose' : 'bannerRead')}
      </button>
      <div id={id} hidden={!open}>
        {open && refusal && <RefusalNote refusal={refusal} retry={reload} />}
        {open && !refusal && !notice && <Loading />}
        {open && notice && (
          <>
            <PolicyParagraphs text={notice.text} language={notice.language} />
            {isComing ? (
              <p className="small">{say('bannerNotYet')}</p>
            ) : (
              <Form state={form} label={say('bannerAccept')} button={say('bannerAccept')} />
            )}
          </>
        )}
      </div>
    </>
  );
}
