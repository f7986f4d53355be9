import type { PersonalField } from '../access.ts';

/** A customer's permission for one recipient, purpose and set of fields (P1.6). ACTIVE until it is revoked or its time is over. */
export interface Permission {
  readonly id: string;
  readonly customerId: string;
  readonly recipientId: string;
  readonly purpose: string;
  readonly fields: readonly PersonalField[];
  readonly state: 'ACTIVE' | 'REVOKED';
  readonly version: number;
  readonly grantedAt: string;
  readonly until: string | undefined;
  readonly revokedAt: string | undefined;
}

export const isGrantedAt = ({ state, grantedAt, until }: Permission, at: Date): boolean => {
  const now = at.toISOString();
  return state === 'ACTIVE' && grantedAt <= now && (until === undefined || now < until);
};
