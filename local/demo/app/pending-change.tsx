import { type ReactNode, useEffect, useRef } from 'react';
import { CancelEmailChangeDocument, type OwnRecordFragment } from '../generated/graphql.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { InboxLink } from './notes.tsx';
import { useForm } from './use-form.ts';
import { instantIn } from './when.ts';

type Change = NonNullable<OwnRecordFragment['emailChange']>;

/** A change of address under way: what each address has said, when it changes, and how to call it off. */
export function PendingChange(
  props: AccountPart & {
    readonly change: Change;
    /** Asked for a moment ago, on this page. */
    readonly isNew: boolean;
  },
): ReactNode {
  const { change, onChange, isNew } = props;
  const { ask, say, language } = useDemo();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm(async (_, idempotencyKey) => {
    const answer = await ask(CancelEmailChangeDocument, { input: { idempotencyKey } });
    const { me: changed, errors } = answer.cancelEmailChange;
    if (changed) onChange(changed);
    return errors;
  });
  const { state, newAddress, byStaff, requestedAt } = change;
  // The form that asked for it is gone, and had the focus.
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [isNew]);
  const date = instantIn(language, requestedAt);
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {say('changePending', { email: newAddress ?? '' })}
      </h3>
      <p className="small">{say(byStaff ? 'changeByStaff' : 'changeAskedAt', { date })}</p>
      <p>{say(state === 'PENDING' ? 'changeRequested' : 'changeAwaitsApproval')}</p>
      {state === 'PENDING' && <Sides change={change} />}
      <Form state={form} label={say('cancelChange')} button={say('cancelChange')} />
      <InboxLink />
    </>
  );
}

function Sides({ change }: { change: Change }): ReactNode {
  const { say, language } = useDemo();
  const { verifiedAt, agreedAt, confirmBy, switchesAt } = change;
  const on = (instant: string | null) => ({ date: instant === null ? '' : instantIn(language, instant) });
  const sides = [
    [say('sideNew'), verifiedAt ? say('newConfirmed', on(verifiedAt)) : say('newWaits', on(confirmBy))],
    [say('sideOld'), agreedAt ? say('oldAgreed', on(agreedAt)) : say('oldWaits')],
    [say('sideWhen'), agreedAt ? say('whenConfirmed') : say('whenUnlessStopped', on(switchesAt))],
  ];
  return (
    <dl>
      {sides.map(([label, told]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{told}</dd>
        </div>
      ))}
    </dl>
  );
}
