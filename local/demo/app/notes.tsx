import type { ReactNode } from 'react';
import type { Refusal } from '../client.ts';
import { useDemo } from './context.ts';
import { linkTo, type Route } from './route.ts';

/** Why the whole was refused, and what to do. */
export function RefusalNote({ refusal, retry }: { refusal: Refusal; retry?: () => void }): ReactNode {
  const { say } = useDemo();
  return (
    <div className="note bad" role="alert" tabIndex={-1}>
      <p>{refusal.message || say('unreachable')}</p>
      {refusal.retryAfter !== undefined && <p>{say('waitSeconds', { seconds: refusal.retryAfter })}</p>}
      {refusal.requestId && <p className="small">{say('requestNumber', { id: refusal.requestId })}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {say('tryAgain')}
        </button>
      )}
    </div>
  );
}

export function Loading(): ReactNode {
  const { say } = useDemo();
  return <p role="status">{say('loading')}</p>;
}

/** Asks a visitor to sign in, and brings them back to the page they wanted. */
export function SignInNote(props: {
  readonly returnTo: Route;
  /** What stands behind the `#`, where the page was asked for something. */
  readonly hash?: string;
}): ReactNode {
  const { say, signIn } = useDemo();
  const back = props.hash || linkTo(props.returnTo);
  return (
    <div className="note">
      <p>{say('signInNeeded')}</p>
      <button type="button" onClick={() => void signIn(back)}>
        {say('signIn')}
      </button>
    </div>
  );
}

/** A link to where mails can be read; nothing where they are really sent. */
export function InboxLink(): ReactNode {
  const { config, say } = useDemo();
  if (config.inboxUrl === undefined) return null;
  return (
    <a className="button quiet" href={config.inboxUrl} target="_blank" rel="noreferrer">
      {say('openInbox')}
    </a>
  );
}
