import { builder } from './builder.ts';
import { PackageType } from './disclosure-parts.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { disclosers, disclosureReaders as readers } from './recipient.ts';

const { openWords } = lateOperations;

/** What became of a disclosure request once somebody decided. */
builder.objectFields(DisclosureType, (t) => ({
  decidedAt: t.field({
    type: 'DateTime',
    access: readers,
    nullable: true,
    resolve: ({ decidedAt }) => decidedAt,
  }),
  decidedBy: t.string({ access: readers, nullable: true, resolve: ({ decidedBy }) => decidedBy }),
  reason: t.string({
    access: disclosers,
    nullable: true,
    cost: 2,
    description: 'Why it was rejected or revoked.',
    resolve: (disclosure, _, { ports }) => openWords(ports, disclosure, 'reason', disclosure.sealedReason),
  }),
  package: t.field({
    type: PackageType,
    access: readers,
    nullable: true,
    resolve: ({ id, package: made }) => made && { ...made, id },
  }),
  handedOutAt: t.field({
    type: 'DateTime',
    access: readers,
    nullable: true,
    description: 'When it left for the first time: from then on it counts as given.',
    resolve: ({ handedOutAt }) => handedOutAt,
  }),
  collectedAt: t.field({
    type: 'DateTime',
    access: readers,
    nullable: true,
    resolve: ({ collectedAt }) => collectedAt,
  }),
  endedAt: t.field({
    type: 'DateTime',
    access: readers,
    nullable: true,
    resolve: ({ endedAt }) => endedAt,
  }),
}));
