import type { DisclosurePurpose } from '../lambda/domain/disclosure/purpose.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { isGrantedAt, type Permission } from '../lambda/domain/permission/permission.ts';
import { builder } from './builder.ts';
import { connectionOf, pageOf } from './connection.ts';
import { DisclosurePurposeEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';
import { RecipientType } from './recipient.ts';

const { grantPermission, revokePermission } = lateOperations;

const self = ['customer'] as const;

const PermissionType = builder.objectRef<Permission>('Permission').implement({
  description: 'What the customer permits one recipient to be given, for one purpose (P1.6).',
  fields: (t) => ({
    id: t.exposeID('id', { access: self }),
    recipient: t.field({
      type: RecipientType,
      access: self,
      nullable: true,
      resolve: ({ recipientId }, _, { ports }) => ports.recipients.load(recipientId),
    }),
    purpose: t.field({
      type: DisclosurePurposeEnum,
      access: self,
      resolve: ({ purpose }) => purpose as DisclosurePurpose,
    }),
    fields: t.field({ type: [PersonalFieldEnum], access: self, resolve: ({ fields }) => [...fields] }),
    isActive: t.boolean({
      access: self,
      description: 'Whether it counts now: not taken back, and its time is not over.',
      resolve: (permission, _, { ports }) => isGrantedAt(permission, ports.now()),
    }),
    grantedAt: t.expose('grantedAt', { type: 'DateTime', access: self }),
    until: t.field({ type: 'DateTime', access: self, nullable: true, resolve: ({ until }) => until }),
    revokedAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      resolve: ({ revokedAt }) => revokedAt,
    }),
  }),
});

const PermissionConnection = connectionOf('Permission', PermissionType, self);

builder.objectFields(Me, (t) => ({
  permissions: t.field({
    type: PermissionConnection,
    access: self,
    cost: 5,
    description: 'What the customer permitted to be disclosed, newest first, those taken back included.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: self }),
    },
    resolve: async ({ loaded }, { first, after }, { ports }) => {
      const size = requirePageSize(first ?? 20);
      return pageOf(await ports.permissions.page(loaded.customer.id, size, after ?? undefined));
    },
  }),
}));

const GrantPermissionInput = builder.inputType('GrantPermissionInput', {
  description: 'A permission, for one recipient and one purpose.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    recipientId: t.id(),
    purpose: t.field({ type: DisclosurePurposeEnum }),
    fields: t.field({ type: [PersonalFieldEnum], description: 'What may be given, and nothing else.' }),
    until: t.field({ type: 'DateTime', required: false, description: 'Left out: until it is taken back.' }),
    agreed: t.boolean({
      description: 'True: the customer said so, by an act of its own; a box that was ticked before is none.',
    }),
  }),
});
const RevokePermissionInput = builder.inputType('RevokePermissionInput', {
  description: 'Which permission is taken back.',
  fields: (t) => ({ idempotencyKey: t.string({ description: key }), permissionId: t.id() }),
});
const GrantPermissionPayload = ownPayload('GrantPermission');
const RevokePermissionPayload = ownPayload('RevokePermission');

mutation('grantPermission', {
  payload: GrantPermissionPayload,
  access: self,
  description: 'Permits one recipient to be given named fields for one purpose (P1.6).',
  input: GrantPermissionInput,
  act: (input, context) =>
    own(context, (viewer) =>
      grantPermission(context.ports, viewer, { ...input, until: input.until ?? undefined }),
    ),
});

mutation('revokePermission', {
  payload: RevokePermissionPayload,
  access: self,
  description: 'Takes a permission back. Nothing is disclosed on it from this instant (P1.6).',
  input: RevokePermissionInput,
  act: (input, context) => own(context, (viewer) => revokePermission(context.ports, viewer, input)),
});
