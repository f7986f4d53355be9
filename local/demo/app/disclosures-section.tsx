import type { ReactNode } from 'react';
import { OwnDisclosuresDocument } from '../generated/graphql.ts';
import { disclosureBasisWords, disclosureResultWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { fieldList } from './field-list.ts';
import { PagedSection } from './paged-section.tsx';
import { usePages } from './use-pages.ts';
import { instantIn } from './when.ts';

const pageSize = 20;

/** Who was given what, why, and what came of it (P1.6, P6.6); `round` says that there is more of it. */
export function DisclosuresSection({ round }: { round: number }): ReactNode {
  const { ask, say, language } = useDemo();
  const pages = usePages(
    async (after) => (await ask(OwnDisclosuresDocument, { first: pageSize, after })).me?.disclosures,
    [ask, round],
  );
  return (
    <PagedSection
      title={say('disclosuresTitle')}
      empty={say('noDisclosures')}
      pages={pages}
      show={({ id, recipientName, basis, fields, result, at }) => (
        <li key={id}>
          <span>{recipientName}</span>{' '}
          <span className="badge">{disclosureResultWords[result][language]}</span>
          <p>{fieldList(language, fields)}</p>
          <p className="small">{`${instantIn(language, at)} · ${disclosureBasisWords[basis][language]}`}</p>
        </li>
      )}
    />
  );
}
