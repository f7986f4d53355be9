import { Action, Written } from './parts.tsx';
import type { Template } from './template.ts';

/** The words of a campaign, as they were approved (P2.4, P2.5, P2.7). The label before its subject is the renderer's. */
export const campaign: Template<'CAMPAIGN'> = (language, words, { isOffSite }) => {
  const { subject, heading, paragraphs, action } = words;
  return {
    subject,
    preheader: heading,
    heading,
    body: (
      <>
        {paragraphs.map((paragraph, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, in this order
          <Written key={n} words={paragraph} />
        ))}
        {action && (
          <Action
            language={language}
            label={action.label}
            link={action.link}
            isOffSite={action.isOffSite || isOffSite(action.link)}
          />
        )}
      </>
    ),
  };
};
