import * as z from 'zod/mini';
import type { Language } from '../domain/viewer.ts';

const day = 24 * 60;

/**
 * Why Cognito has a code sent, with the minutes it works. An account takeover has no code; the pools are not set to tell of one.
 * Source: Amazon Cognito Developer Guide, "Custom email sender Lambda trigger".
 */
const minutes = {
  CustomEmailSender_SignUp: day,
  CustomEmailSender_ResendCode: day,
  CustomEmailSender_ForgotPassword: 60,
  CustomEmailSender_UpdateUserAttribute: day,
  CustomEmailSender_VerifyUserAttribute: day,
  CustomEmailSender_AdminCreateUser: day,
  CustomEmailSender_Authentication: 3,
} as const;
const sources = Object.keys(minutes) as [keyof typeof minutes, ...(keyof typeof minutes)[]];

const shape = z.object({
  triggerSource: z.enum(sources),
  request: z.object({
    type: z.literal('customEmailSenderRequestV1'),
    code: z.string().check(z.regex(/^[A-Za-z0-9+/]{1,4096}={0,2}$/)),
    userAttributes: z.object({
      sub: z.string().check(z.regex(/^[0-9A-Za-z-]{1,64}$/)),
      email: z.string().check(z.minLength(3), z.maxLength(254)),
      locale: z.optional(z.string()),
    }),
  }),
});

export interface SignInRequest {
  readonly subject: string;
  readonly email: string;
  readonly language: Language;
  /** Sealed. */
  readonly code: string;
  readonly minutes: number;
  /** What the code is once it is open: Cognito escapes the characters of HTML in first passwords. */
  readonly readable: (opened: string) => string;
}

/** @throws TypeError for what is no request to send a code; nothing of it is repeated */
export function readSignInRequest(event: unknown): SignInRequest {
  const read = z.safeParse(shape, event);
  if (!read.success) throw new TypeError('this is no request to send a code');
  const { triggerSource, request } = read.data;
  const { sub, email, locale } = request.userAttributes;
  return {
    subject: sub,
    email,
    language: locale?.toLowerCase().startsWith('en') ? 'en' : 'vi',
    code: request.code,
    minutes: minutes[triggerSource],
    readable: triggerSource === 'CustomEmailSender_AdminCreateUser' ? unescaped : (opened) => opened,
  };
}

const escapes: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#39|amp);/g, (found) => escapes[found] ?? found);
