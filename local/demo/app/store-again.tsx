import { type ReactNode, useState } from 'react';
import type { Problem } from '../field-errors.ts';
import {
  type NoticeShownInput,
  type OwnRightsFragment,
  StorageNoticeDocument,
} from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { PolicyParagraphs } from './policy-notice.tsx';
import { useAnswer } from './use-answer.ts';
import { useRightAct } from './use-right-act.ts';

type Given = { readonly idempotencyKey: string; readonly notice: NoticeShownInput };
type Answered = { readonly me?: OwnRightsFragment | null | undefined; readonly errors: readonly Problem[] };

/** Storing that was withdrawn is agreed to anew, with the policy in force in sight (P1.4): by taking that back, or by lifting what it restricted. */
export function StoreAgain(props: {
  /** What the button says that opens it. */
  readonly label: string;
  readonly act: (given: Given) => Promise<Answered>;
  readonly onChange: (rights: OwnRightsFragment) => void;
}): ReactNode {
  const { say, language } = useDemo();
  const { label, act, onChange } = props;
  const [open, setOpen] = useState(false);
  const { data, refusal, reload } = useAnswer(StorageNoticeDocument, { language }, open);
  const policy = data?.policyInForce;
  const form = useRightAct(async (given) => {
    if (!policy) return { errors: [] };
    const { version, digest, language: shown } = policy;
    return act({ ...given, notice: { version, digest, language: shown } });
  }, onChange);
  if (!open)
    return (
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {label}
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
