import type { ReactNode } from 'react';
import type { OwnDataQuery } from '../generated/graphql.ts';
import { disclosureBasisWords, disclosureResultWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { fieldList } from './field-list.ts';
import { instantIn } from './when.ts';

export type Given = NonNullable<OwnDataQuery['me']>['disclosures'][number];

/** Who was given what, why, and what came of it (P1.6, P6.6). */
export function DisclosuresSection({ given }: { given: readonly Given[] }): ReactNode {
  const { say, language } = useDemo();
  return (
    <section aria-labelledby="disclosures-title">
      <h2 id="disclosures-title">{say('disclosuresTitle')}</h2>
      {given.length === 0 && <p>{say('noDisclosures')}</p>}
      <ol className="history">
        {given.map(({ id, recipientName, basis, fields, result, at }) => (
          <li key={id}>
            <span>{recipientName}</span>{' '}
            <span className="badge">{disclosureResultWords[result][language]}</span>
            <p>{fieldList(language, fields)}</p>
            <p className="small">{`${instantIn(language, at)} · ${disclosureBasisWords[basis][language]}`}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
