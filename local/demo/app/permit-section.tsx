import { type ReactNode, useId } from 'react';
import { GrantPermissionDocument, RecipientToPermitDocument } from '../generated/graphql.ts';
import { disclosurePurposeWords, personalFieldWords, recipientKindWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { Box, Field } from './fields.tsx';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import type { PermitAsked } from './permit-link.ts';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

/** Asks for the permission that a link names: who it is, for what, and each field by itself; nothing is ticked beforehand (P1.6). */
export function PermitSection(props: {
  readonly asked: PermitAsked | 'BROKEN';
  readonly onPermitted: () => void;
}): ReactNode {
  const { say } = useDemo();
  const { asked, onPermitted } = props;
  const title = useId();
  const id = asked === 'BROKEN' ? '' : asked.recipientId;
  const { data, refusal, reload } = useAnswer(RecipientToPermitDocument, { id }, id !== '', id);
  const content = () => {
    if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
    if (asked === 'BROKEN') return <p>{say('permitBroken')}</p>;
    if (!data) return <Loading />;
    const { recipient } = data;
    if (recipient?.state !== 'VERIFIED') return <p>{say('permitNobody')}</p>;
    return <PermitForm asked={asked} recipient={recipient} onPermitted={onPermitted} />;
  };
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{say('permitTitle')}</h2>
      {content()}
    </section>
  );
}

function PermitForm(props: {
  readonly asked: PermitAsked;
  readonly recipient: { readonly name: string; readonly kind: keyof typeof recipientKindWords };
  readonly onPermitted: () => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const { asked, recipient, onPermitted } = props;
  const { recipientId, purpose, fields } = asked;
  const form = useForm(async (filled, idempotencyKey) => {
    const input = {
      ...{ idempotencyKey, recipientId, purpose },
      fields: fields.filter((field) => filled[`fields.${field}`] !== undefined),
      agreed: filled.agreed !== undefined,
      // The whole of that day, as it is in Vietnam.
      ...(filled.until !== undefined && { until: new Date(`${filled.until}T23:59:59+07:00`).toISOString() }),
    };
    const { me, errors } = (await ask(GrantPermissionDocument, { input })).grantPermission;
    if (me) onPermitted();
    return errors;
  });
  return (
    <>
      <p>
        <strong>{recipient.name}</strong>{' '}
        <span className="badge">{recipientKindWords[recipient.kind][language]}</span>
      </p>
      <p>{say('permitFor', { purpose: disclosurePurposeWords[purpose][language] })}</p>
      <Form state={form} label={say('permitTitle')} button={say('permit')} done={say('permitDone')}>
        <p>{say('permitFields')}</p>
        {fields.map((field) => (
          <Box key={field} name={`fields.${field}`} label={personalFieldWords[field][language]} />
        ))}
        <Field name="until" label={say('permitUntil')} type="date" />
        <Box name="agreed" label={say('permitAgreed', { name: recipient.name })} />
      </Form>
    </>
  );
}
