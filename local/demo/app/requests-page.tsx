import type { ReactNode } from 'react';
import { NotRegistered } from './account-page.tsx';
import { useDemo } from './context.ts';
import { HeldNote } from './held-note.tsx';
import { InformationAsked } from './information-asked.tsx';
import { Loading, RefusalNote, SignInNote } from './notes.tsx';
import { OpenRequest } from './open-request.tsx';
import { RequestEntry } from './request-entry.tsx';
import { useRequests } from './use-requests.ts';

/** What the customer and CloudFly have written to each other, and what CloudFly asks for. */
export function RequestsPage(): ReactNode {
  const { say, session } = useDemo();
  return (
    <>
      <h1>{say('requestsTitle')}</h1>
      {session ? <OwnRequests /> : <SignInNote returnTo="requests" />}
    </>
  );
}

function OwnRequests(): ReactNode {
  const { say } = useDemo();
  const { me, requests, refusal, reload, more } = useRequests();
  if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
  if (me === undefined) return <Loading />;
  if (me === null) return <NotRegistered />;
  return (
    <>
      <p className="lead">{say('requestsHint')}</p>
      {me.email.heldSince && <HeldNote since={me.email.heldSince} />}
      {me.informationRequests.length > 0 && (
        <section aria-labelledby="information-title">
          <h2 id="information-title">{say('informationTitle')}</h2>
          {me.informationRequests.map(({ asked, why }) => (
            <InformationAsked key={asked.id} asked={asked} why={why} by={{ id: asked.id }} />
          ))}
        </section>
      )}
      <OpenRequest onSent={reload} />
      <section aria-labelledby="requests-title">
        <h2 id="requests-title">{say('sentRequests')}</h2>
        {requests.length === 0 && <p>{say('noRequests')}</p>}
        {requests.map((request) => (
          <RequestEntry key={request.reference} request={request} onReplied={reload} />
        ))}
        {more && (
          <button type="button" className="quiet" onClick={more}>
            {say('more')}
          </button>
        )}
      </section>
    </>
  );
}
