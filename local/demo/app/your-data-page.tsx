import { type ReactNode, useEffect, useState } from 'react';
import { OwnDataDocument, type OwnRightsFragment } from '../generated/graphql.ts';
import { AccessSection } from './access-section.tsx';
import { NotRegistered } from './account-page.tsx';
import { AskedRights } from './asked-rights.tsx';
import { useDemo } from './context.ts';
import { DisclosuresSection } from './disclosures-section.tsx';
import { Loading, RefusalNote, SignInNote } from './notes.tsx';
import { PermissionsSection } from './permissions-section.tsx';
import { permitAskedIn } from './permit-link.ts';
import { PermitSection } from './permit-section.tsx';
import { RightsForms } from './rights-forms.tsx';
import { useHash } from './route.ts';
import { useAnswer } from './use-answer.ts';

/** The customer's rights in the own data, and who saw or received it (D356 5; P1.6, P6.4). */
export function YourDataPage(): ReactNode {
  const { say, session } = useDemo();
  const hash = useHash();
  const own = useAnswer(OwnDataDocument, {}, session !== undefined);
  const content = () => {
    if (!session) return <SignInNote returnTo="your-data" hash={hash} />;
    if (own.refusal) return <RefusalNote refusal={own.refusal} retry={own.reload} />;
    if (!own.data) return <Loading />;
    const { me } = own.data;
    return me ? <OwnData rights={me} /> : <NotRegistered />;
  };
  return (
    <>
      <h1>{say('yourData')}</h1>
      {content()}
    </>
  );
}

function OwnData(props: { readonly rights: OwnRightsFragment }): ReactNode {
  const { say, acts, acted } = useDemo();
  const asked = permitAskedIn(useHash());
  const [rights, setRights] = useState(props.rights);
  useEffect(() => setRights(props.rights), [props.rights]);
  const change = (changed: OwnRightsFragment) => {
    setRights(changed);
    acted();
  };
  return (
    <>
      <p className="lead">{say('yourDataHint')}</p>
      {asked && <PermitSection asked={asked} onPermitted={acted} />}
      <AskedRights rights={rights} onChange={change} onFetched={acted} />
      <RightsForms rights={rights} onChange={change} />
      <PermissionsSection round={acts} onChange={acted} />
      <DisclosuresSection round={acts} />
      <AccessSection round={acts} />
    </>
  );
}
