import type { ReactNode } from 'react';
import { OwnAccessLogDocument, type OwnAccessLogQuery } from '../generated/graphql.ts';
import {
  accessKindWords,
  disclosurePurposeWords,
  disclosureResultWords,
  processingPurposeWords,
  staffRoleWords,
} from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { fieldList } from './field-list.ts';
import { PagedSection } from './paged-section.tsx';
import { usePages } from './use-pages.ts';
import { instantIn } from './when.ts';

type Entry = NonNullable<OwnAccessLogQuery['me']>['accessLog']['nodes'][number];

const pageSize = 20;

/** Who read or received which fields, when and why, newest first (P6.4); `round` says that there is more of it. */
export function AccessSection({ round }: { round: number }): ReactNode {
  const { ask, say } = useDemo();
  const pages = usePages(
    async (after) => (await ask(OwnAccessLogDocument, { first: pageSize, after })).me?.accessLog,
    [ask, round],
  );
  return (
    <PagedSection
      title={say('accessTitle')}
      empty={say('noAccess')}
      pages={pages}
      show={(entry) => <AccessRow key={`${entry.at} ${entry.kind} ${entry.fields.join()}`} entry={entry} />}
    />
  );
}

function AccessRow({ entry }: { entry: Entry }): ReactNode {
  const { say, language } = useDemo();
  const { at, kind, role, fields, purpose, reference, disclosure } = entry;
  const told = [
    instantIn(language, at),
    disclosure?.recipientName,
    kind === 'PREPARED' && disclosure && disclosureResultWords[disclosure.result][language],
    role && staffRoleWords[role][language],
    purpose && say('accessFor', { purpose: processingPurposeWords[purpose][language] }),
    disclosure && say('accessFor', { purpose: disclosurePurposeWords[disclosure.purpose][language] }),
    reference && say('inRequest', { reference }),
  ].filter((part) => part);
  return (
    <li>
      <span>{accessKindWords[kind][language]}</span>
      {kind !== 'OWN_COPY' && <p>{fieldList(language, fields)}</p>}
      <p className="small">{told.join(' · ')}</p>
    </li>
  );
}
