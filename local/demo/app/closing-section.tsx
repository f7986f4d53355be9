import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { CloseAccountDocument, type OwnRightsFragment } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { useRightAct } from './use-right-act.ts';

/** Closing of the account (P4.4), which nobody takes back: asked once more, and never again once it is closed. */
export function ClosingSection(props: {
  readonly rights: OwnRightsFragment;
  readonly onChange: (rights: OwnRightsFragment) => void;
}): ReactNode {
  const { say } = useDemo();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const content = () => {
    if (props.rights.state !== 'ACTIVE') return <p>{say('closedNow')}</p>;
    if (asking) return <Question {...props} onKeep={() => setAsking(false)} />;
    return (
      <>
        <p>{say('closeText')}</p>
        <button type="button" onClick={() => setAsking(true)}>
          {say('closeAccount')}
        </button>
      </>
    );
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say('closeTitle')}</h2>
      {content()}
    </section>
  );
}

function Question(props: {
  readonly onChange: (rights: OwnRightsFragment) => void;
  readonly onKeep: () => void;
}): ReactNode {
  const { ask, say } = useDemo();
  const { onChange, onKeep } = props;
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => question.current?.focus(), []);
  const form = useRightAct(
    async (input) => (await ask(CloseAccountDocument, { input })).closeAccount,
    onChange,
  );
  return (
    <>
      <p ref={question} tabIndex={-1}>
        {say('closeQuestion')}
      </p>
      <Form state={form} label={say('closeTitle')} button={say('closeSurely')} />
      <button type="button" className="quiet" onClick={onKeep}>
        {say('closeNot')}
      </button>
    </>
  );
}
