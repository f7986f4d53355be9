import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';

/** Types that have a global id. */
export type NodeType = 'Customer' | 'AuditVerification' | 'PolicyDraft' | 'Campaign';

const idForm = /^[A-Za-z0-9_-]{1,120}$/;

/** An id that is unique over all types: base64url of `Type:id`. */
export function globalId(type: NodeType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The id inside a global id of this type. Undefined for any other text: what does not exist is not found. */
export function localId(type: NodeType, global: string): string | undefined {
  if (!idForm.test(global)) return undefined;
  const text = Buffer.from(global, 'base64url').toString('utf8');
  const prefix = `${type}:`;
  const id = text.slice(prefix.length);
  return text.startsWith(prefix) && /^[0-9A-Z]{26}$/.test(id) ? id : undefined;
}

/** The global id of a mail, which lies in its customer's partition. */
export function globalMailId(customerId: string, mailId: string): string {
  return Buffer.from(`Mail:${customerId}:${mailId}`).toString('base64url');
}

/** The place inside the global id of a mail; undefined for any other text. */
export function localMailId(global: string): { customerId: string; mailId: string } | undefined {
  if (!idForm.test(global)) return undefined;
  const text = Buffer.from(global, 'base64url').toString('utf8');
  const found = /^Mail:([0-9A-Z]{26}):([0-9A-Z]{10}-[0-9A-Z]{26})$/.exec(text);
  const [, customerId, mailId] = found ?? [];
  return customerId !== undefined && mailId !== undefined ? { customerId, mailId } : undefined;
}

/** @throws DomainError NOT_FOUND with the path */
export function requireLocalId(type: NodeType, global: string, path: readonly string[]): string {
  const id = localId(type, global);
  if (id === undefined) throw new DomainError('NOT_FOUND', path);
  return id;
}

/** Relay's Node: anything with a global id. Each type says its own. */
export const Node = builder.interfaceRef<object>('Node').implement({
  description: 'Anything with a global id.',
  fields: (t) => ({
    id: t.id({ access: ['everyone'] }),
  }),
});
