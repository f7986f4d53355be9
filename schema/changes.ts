import { readChanges } from '../lambda/domain/change/read-changes.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { type Change, changeKinds } from '../lambda/domain/ports/changes.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { globalId } from './node.ts';

const followers = ['scope:changes:read'] as const;

const ChangeKindEnum = builder.enumType('ChangeKind', {
  description: 'What changed: read the customer again to learn how.',
  values: changeKinds,
});

const ChangeType = builder.objectRef<Change>('Change').implement({
  description: 'Something about a customer changed that other systems must follow. No value, no answer.',
  fields: (t) => ({
    id: t.exposeID('id', { access: followers, description: 'The same whenever the change comes again.' }),
    customerId: t.id({
      access: followers,
      description: "The customer's global id.",
      resolve: ({ customerId }) => globalId('Customer', customerId),
    }),
    kind: t.expose('kind', { type: ChangeKindEnum, access: followers }),
    at: t.expose('at', { type: 'DateTime', access: followers }),
  }),
});
const ChangeConnection = connectionOf('Change', ChangeType, followers);

builder.queryFields((t) => ({
  changes: t.field({
    type: ChangeConnection,
    access: followers,
    cost: 10,
    description:
      'Customers about whom something changed, oldest first, for 90 days (P1.3, P2.6). Take `pageInfo.endCursor` as the next `after`, an empty page included. Each change comes at least once; one younger than 20 seconds comes again: tell it by its id. CURSOR_INVALID: start without a cursor. Reading is audited.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 50, access: followers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: followers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
      const page = await readChanges(ports, viewer, { first: first ?? 50, after: after ?? undefined });
      const items = page.changes.map(({ change, cursor }) => ({ node: change, cursor }));
      return { items, hasNextPage: page.hasMore, endCursor: page.next };
    },
  }),
}));
