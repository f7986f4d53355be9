import type { ReactNode } from 'react';
import {
  OwnPermissionsDocument,
  type OwnPermissionsQuery,
  RevokePermissionDocument,
} from '../generated/graphql.ts';
import { disclosurePurposeWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { fieldList } from './field-list.ts';
import { Form } from './form.tsx';
import { PagedSection } from './paged-section.tsx';
import { useForm } from './use-form.ts';
import { usePages } from './use-pages.ts';
import { instantIn } from './when.ts';

type Permitted = NonNullable<OwnPermissionsQuery['me']>['permissions']['nodes'][number];

const pageSize = 20;

/** To whom the customer permitted what, and how to take it back (P1.6); `round` says that there is more of it. */
export function PermissionsSection(props: {
  readonly round: number;
  readonly onChange: () => void;
}): ReactNode {
  const { ask, say } = useDemo();
  const pages = usePages(
    async (after) => (await ask(OwnPermissionsDocument, { first: pageSize, after })).me?.permissions,
    [ask, props.round],
  );
  return (
    <PagedSection
      title={say('permissionsTitle')}
      empty={say('noPermissions')}
      pages={pages}
      show={(one) => <PermissionEntry key={one.id} permission={one} onChange={props.onChange} />}
    />
  );
}

function PermissionEntry(props: {
  readonly permission: Permitted;
  readonly onChange: () => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const { id, recipient, purpose, fields, isActive, grantedAt, until, revokedAt } = props.permission;
  const form = useForm(async (_, idempotencyKey) => {
    const input = { idempotencyKey, permissionId: id };
    const { me, errors } = (await ask(RevokePermissionDocument, { input })).revokePermission;
    if (me) props.onChange();
    return errors;
  });
  const on = (instant: string) => ({ date: instantIn(language, instant) });
  const told = [
    say('permittedFrom', on(grantedAt)),
    until && say('permittedUntil', on(until)),
    revokedAt && say('permissionRevoked', on(revokedAt)),
  ].filter((part) => part);
  return (
    <li>
      <span>{recipient?.name ?? say('none')}</span>{' '}
      <span className={isActive ? 'badge good' : 'badge'}>
        {say(isActive ? 'permissionActive' : 'permissionEnded')}
      </span>
      <p>{`${disclosurePurposeWords[purpose][language]}: ${fieldList(language, fields)}`}</p>
      <p className="small">{told.join(' · ')}</p>
      {isActive && <Form state={form} label={say('revoke')} button={say('revoke')} quiet />}
    </li>
  );
}
