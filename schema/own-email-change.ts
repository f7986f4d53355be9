import { emailChangeStates } from '../lambda/domain/contact/email-change.ts';
import { type OwnChange, ownEmailChange } from '../lambda/domain/contact/own-email-change.ts';
import { builder } from './builder.ts';
import { Me } from './me.ts';

const self = ['customer'] as const;

export const EmailChangeStateEnum = builder.enumType('EmailChangeState', {
  description:
    'AWAITING_APPROVAL: asked for by staff, nothing was sent yet. PENDING: both addresses were written to. STOPPED: by the old address. REPLACED: by a newer change. EXPIRED: nobody confirmed, or approved, in time.',
  values: emailChangeStates,
});

const OwnEmailChange = builder.objectRef<OwnChange>('OwnEmailChange').implement({
  description:
    'The newest change of the own address (P3.5). Whether somebody else has the new address does not show.',
  fields: (t) => ({
    state: t.field({ type: EmailChangeStateEnum, access: self, resolve: ({ change }) => change.state }),
    newAddress: t.field({
      type: 'EmailAddress',
      access: self,
      nullable: true,
      description: 'Null once the change is over.',
      resolve: ({ email }) => email,
    }),
    byStaff: t.boolean({
      access: self,
      description: 'Asked for by staff, for a customer who lost the mailbox.',
      resolve: ({ change }) => change.assisted !== undefined,
    }),
    requestedAt: t.field({ type: 'DateTime', access: self, resolve: ({ change }) => change.requestedAt }),
    confirmBy: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      description: 'Until when the new address can confirm.',
      resolve: ({ change }) => change.announced?.verifyBy,
    }),
    verifiedAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      description: 'When the new address confirmed.',
      resolve: ({ change }) => change.verifiedAt,
    }),
    agreedAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      description: 'When the old address agreed to change at once.',
      resolve: ({ change }) => change.agreedAt,
    }),
    switchesAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      description: 'When it changes at the earliest if the old address says nothing.',
      resolve: ({ change }) => change.announced?.switchesAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      resolve: ({ change }) => change.endedAt,
    }),
  }),
});

builder.objectFields(Me, (t) => ({
  emailChange: t.field({
    type: OwnEmailChange,
    access: self,
    nullable: true,
    description: 'The newest change of the own address; null when there never was one.',
    resolve: (own, _, { ports }) => ownEmailChange(ports, own.loaded),
  }),
}));
