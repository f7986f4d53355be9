import type {
  ConsentChoiceInput,
  ContactChannel,
  CustomerKind,
  Language,
  NoticeFragment,
  RegisterCustomerInput,
} from '../generated/graphql.ts';
import { channelWords } from '../words/code-words.ts';
import { addressOf } from './address-of.ts';
import type { Filled } from './use-form.ts';

export const channels = Object.keys(channelWords) as ContactChannel[];

/** The name of the box for a purpose and a way to reach the customer. */
export const choiceName = (purpose: string, channel: ContactChannel): string =>
  `consents.${purpose}.${channel}`;

/** What the sign-up form says. Only what was ticked was chosen; a box left alone is sent as nothing at all. */
export function registrationOf(
  filled: Filled,
  notice: NoticeFragment,
  idempotencyKey: string,
): RegisterCustomerInput {
  const consents = notice.choices.flatMap(({ purpose }) =>
    channels
      .filter((channel) => filled[choiceName(purpose, channel)] !== undefined)
      .map((channel): ConsentChoiceInput => ({ purpose, channel, granted: true })),
  );
  const address = addressOf(filled, 'address');
  const { phone, dateOfBirth, identityNumber } = filled;
  return {
    idempotencyKey,
    kind: filled.kind as CustomerKind,
    language: filled.language as Language,
    name: filled.name ?? '',
    email: filled.email ?? '',
    ...(phone !== undefined && { phone }),
    ...(address !== undefined && { address }),
    ...(dateOfBirth !== undefined && { dateOfBirth }),
    ...(identityNumber !== undefined && { identityNumber }),
    notice: { version: notice.version, digest: notice.digest, language: notice.language },
    agreed: filled.agreed !== undefined,
    storage: filled.storage !== undefined,
    consents,
  };
}
