import { type ReactNode, useState } from 'react';
import {
  type OwnRightsFragment,
  StorageNoticeDocument,
  WithdrawRightsRequestDocument,
} from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { PolicyParagraphs } from './policy-notice.tsx';
import { useAnswer } from './use-answer.ts';
import { useRightAct } from './use-right-act.ts';

/** Takes the withdrawal of storing back: storing is agreed to anew, with the policy in force in sight (P1.4). */
export function StoreAgain(props: {
  readonly id: string;
  readonly onChange: (rights: OwnRightsFragment) => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const { id, onChange } = props;
  const [open, setOpen] = useState(false);
  const { data, refusal, reload } = useAnswer(StorageNoticeDocument, { language }, open);
  const policy = data?.policyInForce;
  const form = useRightAct(async (given) => {
    if (!policy) return { errors: [] };
    const { version, digest, language: shown } = policy;
    const input = { ...given, id, notice: { version, digest, language: shown } };
    return (await ask(WithdrawRightsRequestDocument, { input })).withdrawRightsRequest;
  }, onChange);
  if (!open)
    return (
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {say('withdraw')}
      </button>
    );
  if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
  if (!policy) return <Loading />;
  return (
    <>
      <PolicyParagraphs text={policy.text} language={policy.language} />
      <Form state={form} label={say('storeAgain')} button={say('storeAgain')} />
    </>
  );
}
