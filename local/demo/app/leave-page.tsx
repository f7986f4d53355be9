import type { ReactNode } from 'react';
import { OffSiteLinkDocument, type OffSiteLinkQuery } from '../generated/graphql.ts';
import { hostWarningWords, linkRefusalWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { Loading, RefusalNote } from './notes.tsx';
import { leavingFrom, linkTo, useHash } from './route.ts';
import { useAnswer } from './use-answer.ts';

/** Stands before a link: whose it is, and the notice when it leaves (P5.2). It opens nothing by itself. */
export function LeavePage(): ReactNode {
  const { say, language } = useDemo();
  const url = leavingFrom(useHash());
  const { data, refusal, reload } = useAnswer(OffSiteLinkDocument, { url, language }, true, url);
  const content = () => {
    if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
    return data ? <Judged link={data.offSiteLink} /> : <Loading />;
  };
  return (
    <>
      <h1>
        {say(
          data?.offSiteLink.isOurs ? 'leaveOurs' : data?.offSiteLink.refusal ? 'leaveRefused' : 'leaveTitle',
        )}
      </h1>
      {content()}
    </>
  );
}

function Judged({ link }: { link: OffSiteLinkQuery['offSiteLink'] }): ReactNode {
  const { say, language } = useDemo();
  const { host, url, notice } = link;
  const back = (
    <a className="button quiet" href={linkTo('home')}>
      {say('leaveStay')}
    </a>
  );
  if (link.refusal || !host || !url)
    return (
      <div className="note bad">
        {link.refusal && <p>{linkRefusalWords[link.refusal][language]}</p>}
        {back}
      </div>
    );
  return (
    <>
      {host.warnings.length > 0 && (
        <div className="note bad" role="alert">
          {host.warnings.map((warning) => (
            <p key={warning}>{hostWarningWords[warning][language]}</p>
          ))}
        </div>
      )}
      <p>
        {say('leaveTo')} <strong>{host.unicode}</strong>
      </p>
      {host.ascii !== host.unicode && (
        <p>
          {say('leaveAscii')} <code>{host.ascii}</code>
        </p>
      )}
      {link.isRedirect && <p>{say('leaveRedirect')}</p>}
      {link.registered && <p>{say('leaveRegistered', { title: link.registered.title })}</p>}
      {notice && <p className="note">{notice}</p>}
      <p>
        <a className="button" href={url} rel="noopener noreferrer">
          {say(link.isOurs ? 'leaveOpen' : 'leaveGo')}
        </a>{' '}
        {back}
      </p>
    </>
  );
}
