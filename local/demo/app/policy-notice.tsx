import type { ReactNode } from 'react';
import type { Language, NoticeFragment } from '../generated/graphql.ts';
import { useDemo } from './context.ts';

const heading = /^\d+\. /;

/** The policy in full, as the version in force words it; long, so it scrolls by itself. */
export function PolicyText({ notice }: { notice: NoticeFragment }): ReactNode {
  const { say } = useDemo();
  return (
    <section aria-labelledby="policy-title">
      <h2 id="policy-title">{say('policyTitle')}</h2>
      <p className="small">{say('policyVersion', { version: notice.version })}</p>
      <PolicyParagraphs text={notice.text} language={notice.language} />
    </section>
  );
}

/** The text below its title. */
export function PolicyParagraphs({ text, language }: { text: string; language: Language }): ReactNode {
  const { say } = useDemo();
  const [, ...paragraphs] = text.split(/\n{2,}/);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className="policy" aria-label={say('policyText')} tabIndex={0} lang={language}>
      {paragraphs.map((paragraph) =>
        heading.test(paragraph) ? <h3 key={paragraph}>{paragraph}</h3> : <p key={paragraph}>{paragraph}</p>,
      )}
    </section>
  );
}

/** Says which data are sensitive, before any is given (D356 6(4)). */
export function SensitiveNotice({ notice }: { notice: NoticeFragment }): ReactNode {
  const { say } = useDemo();
  return (
    <aside className="note" aria-label={say('sensitiveTitle')}>
      <p>
        <strong>{say('sensitiveTitle')}.</strong> <span lang={notice.language}>{notice.sensitiveNotice}</span>
      </p>
    </aside>
  );
}
