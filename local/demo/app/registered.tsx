import { type ReactNode, useEffect, useRef } from 'react';
import type { OwnRecordFragment } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { InboxLink } from './notes.tsx';
import { linkTo } from './route.ts';

/** What to do once registered. */
export function Registered({ me }: { me: OwnRecordFragment }): ReactNode {
  const { say } = useDemo();
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {say('registeredTitle')}
      </h1>
      <div className="note good" role="status">
        <p>{say('registeredText', { email: me.email.address ?? '' })}</p>
      </div>
      <div className="actions">
        <InboxLink />
        <a className="button" href={linkTo('account')}>
          {say('toAccount')}
        </a>
      </div>
    </>
  );
}

/** For whoever signed up before. */
export function AlreadyRegistered(): ReactNode {
  const { say } = useDemo();
  return (
    <div className="note">
      <p>{say('alreadyRegistered')}</p>
      <a className="button" href={linkTo('account')}>
        {say('toAccount')}
      </a>
    </div>
  );
}
