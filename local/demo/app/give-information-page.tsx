import type { ReactNode } from 'react';
import { InformationOfLinkDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { InformationAsked } from './information-asked.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { linkTo, tokenIn, useHash } from './route.ts';
import { useAnswer } from './use-answer.ts';

/** Where the link of a mail leads that asks for information (P1.5): its token is enough, and stands behind the `#`, which no server sees. */
export function GiveInformationPage(): ReactNode {
  const { say } = useDemo();
  const token = tokenIn(useHash());
  const { data, refusal, reload } = useAnswer(InformationOfLinkDocument, { token }, token !== '', token);
  const asked = data?.informationRequest;
  const content = () => {
    if (refusal) return <RefusalNote refusal={refusal} retry={reload} />;
    if (asked) return <InformationAsked asked={asked} by={{ token }} />;
    return data || token === '' ? <LinkOver /> : <Loading />;
  };
  return (
    <>
      <h1>{say('giveTitle')}</h1>
      {content()}
    </>
  );
}

function LinkOver(): ReactNode {
  const { say } = useDemo();
  return (
    <div className="note bad">
      <p>{say('linkOver')}</p>
      <a className="button" href={linkTo('requests')}>
        {say('requests')}
      </a>
    </div>
  );
}
