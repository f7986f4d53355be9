import type { ReactNode } from 'react';
import { OffSiteLinksDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { leavingTo } from './route.ts';
import { useAnswer } from './use-answer.ts';

/** Links of the register, each by way of the page that stands before leaving (P5.1, P5.2). Nothing where there are none. */
export function OffSiteLinksSection(): ReactNode {
  const { say, language } = useDemo();
  const { data } = useAnswer(OffSiteLinksDocument, { language });
  const links = data?.offSiteLinks.nodes ?? [];
  const [first] = links;
  if (!first) return null;
  return (
    <section>
      <h2>{say('linksTitle')}</h2>
      <p className="small">{first.notice}</p>
      <ul>
        {links.map(({ url, title }) => (
          <li key={url}>
            <a href={leavingTo(url)}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
