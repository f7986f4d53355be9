import type { TableId } from '../lambda/declared/tables.ts';

/** What things are called here, as stacks call those that they deploy. */
export const region = 'ap-southeast-1';
export const auditBucket = 'cloudfly-privacy-local-audit';
export const inboundBucket = 'cloudfly-privacy-local-inbound-mail';
export const tableNames = {
  records: 'cloudfly-privacy-local-records',
  keys: 'cloudfly-privacy-local-keys',
  audit: 'cloudfly-privacy-local-audit',
} as const satisfies Record<TableId, string>;
export const keyAlias = (id: string) => `alias/cloudfly-privacy-local-${id}`;
/** Encrypts the bucket of inbound mail; no function uses it itself. */
export const inboundKey = keyAlias('inbound-mail');
