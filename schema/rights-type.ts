import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { copyUntil } from '../lambda/domain/rights/copy-until.ts';
import { articleOf } from '../lambda/domain/rights/right-clock.ts';
import { isUnderWay, type RightsRequest } from '../lambda/domain/rights/rights-request.ts';
import { openReason } from '../lambda/domain/rights/sealed-reason.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { CopyType, FetchableCopy } from './copy-type.ts';
import { lateOperations } from './late-operations.ts';
import { globalId } from './node.ts';
import { RightEnum, RightsStateEnum } from './rights-enums.ts';

const { ownCopy } = lateOperations;

/** Who decides on rights, and sees all that wait. */
export const rightsKeepers = ['privacy_officer'] as const;
const self = ['customer'] as const;
const readers = [...self, ...rightsKeepers] as const;

/** A rights request as it is answered: the customer's own, opened by the customer; or as staff see it. */
export interface ShownRight {
  readonly request: RightsRequest;
  readonly own?: LoadedCustomer;
}

/** Why: to the customer at once, to staff through the value gate. */
async function reasonOf({ request, own }: ShownRight, context: ApiContext): Promise<string | undefined> {
  const { viewer, ports, customers, reveals } = context;
  if (!request.sealedReason) return undefined;
  if (viewer.kind !== 'staff')
    return own && openReason(await ports.sealing.ready(['content'], [own.keyring]), own.keyring, request);
  const loaded = await customers.load(request.customerId);
  if (!loaded) return undefined;
  const { keyring } = loaded;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'rightsReason',
    view: 'value',
    open: (sealing) => openReason(sealing, keyring, request),
  }) as Promise<string>;
}

export const RightsRequestType = builder.objectRef<ShownRight>('RightsRequest').implement({
  description: 'A right that the customer asked for, with its clock (D356 5).',
  fields: (t) => ({
    id: t.id({ access: readers, resolve: ({ request }) => request.id }),
    customerId: t.id({
      access: rightsKeepers,
      resolve: ({ request }) => globalId('Customer', request.customerId),
    }),
    right: t.field({ type: RightEnum, access: readers, resolve: ({ request }) => request.right }),
    state: t.field({ type: RightsStateEnum, access: readers, resolve: ({ request }) => request.state }),
    reference: t.string({
      access: readers,
      description: 'The request in which it is talked about; what `x-reference` takes (P1.1).',
      resolve: ({ request }) => request.reference,
    }),
    askedAt: t.field({ type: 'DateTime', access: readers, resolve: ({ request }) => request.askedAt }),
    answerDueAt: t.field({
      type: 'DateTime',
      access: readers,
      description: 'First answer: two working days of Vietnam (D356 5).',
      resolve: ({ request }) => request.answerDueAt,
    }),
    dueAt: t.field({
      type: 'DateTime',
      access: readers,
      description:
        'When it is carried out at the latest: 10, 15 or 20 days, longer through a processor (D356 5).',
      resolve: ({ request }) => request.dueAt,
    }),
    secondsLeft: t.int({
      access: readers,
      nullable: true,
      description: 'Until `dueAt`, negative when it is late. Null when nothing is left to do.',
      resolve: ({ request }, _, { ports }) =>
        isUnderWay(request)
          ? Math.floor((Date.parse(request.dueAt) - ports.now().getTime()) / 1000)
          : undefined,
    }),
    article: t.string({
      access: readers,
      description: 'Of the law that gives it its days.',
      resolve: ({ request }) => articleOf(request.right),
    }),
    extendedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When more time was taken, with the reason; once at most.',
      resolve: ({ request }) => request.extendedAt,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ request }) => request.decidedAt,
    }),
    doneAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ request }) => request.doneAt,
    }),
    liftedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'Of a restriction or an objection: from when it holds no more (`liftRestriction`).',
      resolve: ({ request }) => request.liftedAt,
    }),
    reason: t.string({
      access: readers,
      clear: true,
      nullable: true,
      description:
        'Why it was decided, or extended, so. Staff read it like any clear value: of one customer, with purpose and reference, audited (P1.1, P6.4).',
      resolve: (shown, _, context) => reasonOf(shown, context),
    }),
    copy: t.field({
      type: CopyType,
      access: self,
      cost: 40,
      nullable: true,
      description: 'For COPY, until its day.',
      resolve({ request, own }, _, { viewer, ports }) {
        const until = copyUntil(request, ports.now());
        if (until === undefined || !own) return undefined;
        return new FetchableCopy(until, () => {
          if (viewer.kind !== 'customer') throw new DomainError('FORBIDDEN');
          return ownCopy(ports, viewer, own, request);
        });
      },
    }),
  }),
});
