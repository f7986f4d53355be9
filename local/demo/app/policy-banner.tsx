import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PolicyNoticesDocument, type PolicyNoticesQuery } from '../generated/graphql.ts';
import { purposeWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { NoticeToAccept } from './notice-to-accept.tsx';
import { linkTo } from './route.ts';
import { useAnswer } from './use-answer.ts';
import { instantIn } from './when.ts';

type Notice = NonNullable<PolicyNoticesQuery['me']>['notices'][number];

/** Says above every page that the policy has, or will have, a version that was not accepted. It holds up nothing (P0.2, P7.2). */
export function PolicyBanner({ route }: { route: string | undefined }): ReactNode {
  const { say, session, language, acts, acted } = useDemo();
  const [accepted, setAccepted] = useState<number | undefined>(undefined);
  const thanks = useRef<HTMLParagraphElement>(null);
  const { data } = useAnswer(PolicyNoticesDocument, { language }, session !== undefined, `${acts} ${route}`);
  useEffect(() => {
    if (accepted !== undefined) thanks.current?.focus();
  }, [accepted]);
  const notices = (data?.me?.notices ?? []).filter(({ version }) => version !== accepted);
  if (notices.length === 0 && accepted === undefined) return null;
  return (
    <aside className="banner" aria-label={say('bannerTitle')}>
      {accepted !== undefined && (
        <p ref={thanks} role="status" tabIndex={-1}>
          {say('bannerAccepted', { version: accepted })}
        </p>
      )}
      {notices.map((notice) => (
        <NoticeSummary
          key={notice.version}
          notice={notice}
          onAccepted={() => {
            setAccepted(notice.version);
            acted();
          }}
        />
      ))}
    </aside>
  );
}

function NoticeSummary({ notice, onAccepted }: { notice: Notice; onAccepted: () => void }): ReactNode {
  const { say, language } = useDemo();
  const { version, effectiveAt, stalePurposes, difference } = notice;
  const date = instantIn(language, effectiveAt);
  const isComing = Date.parse(effectiveAt) > Date.now();
  return (
    <div>
      <h2>{say('bannerTitle')}</h2>
      <p>{say(isComing ? 'bannerComing' : 'bannerInForce', { version, date })}</p>
      {difference && (
        <ul>
          {difference.textChanged && <li>{say('differenceText')}</li>}
          {difference.purposes.map(({ purpose, before, after }) => (
            <li key={purpose}>
              {say(!before ? 'differenceNew' : after ? 'differenceWords' : 'differenceGone', {
                wording: (after ?? before)?.wording ?? '',
              })}
            </li>
          ))}
        </ul>
      )}
      {stalePurposes.length > 0 && (
        <p>
          {say('bannerStale', {
            purposes: stalePurposes.map((purpose) => purposeWords[purpose][language]).join('; '),
          })}{' '}
          <a href={linkTo('preferences')}>{say('toPreferences')}</a>
        </p>
      )}
      <NoticeToAccept version={version} isComing={isComing} onAccepted={onAccepted} />
    </div>
  );
}
