import type { Asked, Input } from './mutations.ts';
import { granted, grantPermission } from './recipients.ts';
import type { Registered } from './register.ts';

/** What a request says that stands on the permission of its customers. */
export const permitted = {
  basis: 'PERMISSION',
  order: undefined,
  purpose: 'DOMAIN_REGISTRATION',
  fields: ['NAME', 'ADDRESS'],
};

/** A customer permits just that to a recipient. @returns the id of the permission */
export async function permit(
  at: Asked,
  { token }: Pick<Registered, 'token'>,
  recipientId: string,
  changes: Input = {},
): Promise<string> {
  const { purpose, fields } = permitted;
  const input = { recipientId, purpose, fields, agreed: true, ...changes };
  return granted(await grantPermission(at, token, input));
}
