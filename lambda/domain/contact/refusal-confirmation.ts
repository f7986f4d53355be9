import type { Choice } from '../consent/consent-writes.ts';
import { enqueueOpenMail } from '../mail/enqueue-mail.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import {
  type ConsentPurpose,
  type ContactChannel,
  contactChannels,
  type RefusablePurpose,
} from '../purposes.ts';
import type { Language } from '../viewer.ts';

/** Purposes refused over channels: all of the ones over all of the others. */
export interface Refused {
  readonly purposes: readonly ConsentPurpose[];
  readonly channels: readonly ContactChannel[];
}

/**
 * The mail that tells what was refused and from when (D330 37(3)(d)). It goes in the transaction of the refusal, and its variables are codes:
 * functions without keys queue it too.
 */
export function refusalConfirmation(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  to: { customerId: string; language: Language; requestedBy: string; requestId: string },
  refused: readonly Refused[],
  at: Date,
): Write {
  const groups = refused.map(({ purposes, channels }) => ({
    purposes: [...purposes],
    channels: [...channels],
  }));
  const variables = { refused: groups, refusedAt: at.toISOString() };
  return enqueueOpenMail(deps, { ...to, filled: { template: 'REFUSAL_CONFIRMATION', variables } }).write;
}

/**
 * Single refusals brought together so that each group says what is true: purposes refused over the same channels. Mostly one group.
 */
export function groupRefused(refusals: readonly Choice[]): readonly Refused[] {
  const channelsOf = new Map<ConsentPurpose, ContactChannel[]>();
  for (const { purpose, channel } of refusals)
    if (channel) channelsOf.set(purpose, [...(channelsOf.get(purpose) ?? []), channel]);
  const groups = new Map<string, { purposes: ConsentPurpose[]; channels: ContactChannel[] }>();
  for (const [purpose, channels] of channelsOf) {
    const sorted = contactChannels.filter((one) => channels.includes(one));
    const group = groups.get(sorted.join()) ?? { purposes: [], channels: sorted };
    group.purposes.push(purpose);
    groups.set(sorted.join(), group);
  }
  return [...groups.values()];
}

/** A choice for each purpose and channel. */
export function refusalsOf(
  purposes: readonly RefusablePurpose[],
  channels: readonly ContactChannel[],
): readonly Choice[] {
  return purposes.flatMap((purpose) => channels.map((channel) => ({ purpose, channel, granted: false })));
}
