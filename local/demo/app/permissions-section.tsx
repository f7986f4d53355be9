import { type ReactNode, useEffect, useState } from 'react';
import { type PermittedFragment, RevokePermissionDocument } from '../generated/graphql.ts';
import { disclosurePurposeWords } from '../words/data-code-words.ts';
import { useDemo } from './context.ts';
import { fieldList } from './field-list.ts';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';
import { instantIn } from './when.ts';

export type Permitted = PermittedFragment;

/** To whom the customer permitted what, and how to take it back (P1.6). */
export function PermissionsSection({ loaded }: { loaded: readonly Permitted[] }): ReactNode {
  const { say } = useDemo();
  const [permissions, setPermissions] = useState(loaded);
  useEffect(() => setPermissions(loaded), [loaded]);
  return (
    <section aria-labelledby="permissions-title">
      <h2 id="permissions-title">{say('permissionsTitle')}</h2>
      {permissions.length === 0 && <p>{say('noPermissions')}</p>}
      <ul className="history">
        {permissions.map((one) => (
          <PermissionEntry key={one.id} permission={one} onChange={setPermissions} />
        ))}
      </ul>
    </section>
  );
}

function PermissionEntry(props: {
  readonly permission: Permitted;
  readonly onChange: (permissions: readonly Permitted[]) => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const { id, recipient, purpose, fields, isActive, grantedAt, until, revokedAt } = props.permission;
  const form = useForm(async (_, idempotencyKey) => {
    const input = { idempotencyKey, permissionId: id };
    const { me, errors } = (await ask(RevokePermissionDocument, { input })).revokePermission;
    if (me) props.onChange(me.permissions);
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
