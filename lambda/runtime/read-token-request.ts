import * as z from 'zod/mini';

/**
 * What Cognito asks before it makes tokens for a person who signed in, or whose session goes on.
 * Source: Amazon Cognito Developer Guide, "Pre token generation Lambda trigger", version 2 of the event.
 */
const shape = z.looseObject({
  version: z.literal('2'),
  triggerSource: z.string().check(z.startsWith('TokenGeneration_')),
  request: z.looseObject({
    userAttributes: z.looseObject({
      email: z.optional(z.string().check(z.minLength(3), z.maxLength(254))),
      email_verified: z.optional(z.string()),
    }),
  }),
});

export interface TokenRequest {
  /** The event as it came. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly email: string | undefined;
  readonly isVerified: boolean;
}

/** @throws TypeError for what is no request for a token; nothing of it is repeated */
export function readTokenRequest(event: unknown): TokenRequest {
  const read = z.safeParse(shape, event);
  if (!read.success) throw new TypeError('this is no request for a token');
  const { email, email_verified: verified } = read.data.request.userAttributes;
  return { asked: read.data, email, isVerified: verified === 'true' };
}
