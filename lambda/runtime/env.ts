import * as z from 'zod/mini';
import { environment } from '../declared/environment.ts';
import { limits } from '../declared/limits.ts';
import type { Sender } from '../declared/sender.ts';

/** An OpenID issuer and what is accepted from it. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** What a token's `aud` may name beside those clients, when it has one. Cognito's access tokens have none. */
  readonly audience?: string;
  /** Where its keys are, when not at the standard place. */
  readonly jwksUri?: string;
  /** Its keys themselves, for issuers that are reached without TLS. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

const issuerShape = z.object({
  issuer: z.string(),
  clientIds: z.array(z.string()),
  audience: z.optional(z.string()),
  jwksUri: z.optional(z.string()),
  jwks: z.optional(z.object({ keys: z.array(z.record(z.string(), z.unknown())) })),
});

const senderShape = z.object({
  name: z.string(),
  country: z.string(),
  postalAddress: z.optional(z.string()),
  phone: z.optional(z.string()),
  site: z.string(),
  email: z.string(),
  policyUrl: z.string(),
});

type Raw = Readonly<Record<string, string | undefined>>;

/**
 * The one reader of `process.env`. A variable that a function was not given is an error when it is used, and the error names the
 * variable, never a value.
 */
export function readEnvironment(raw: Raw = process.env) {
  const text = (name: keyof typeof environment): string => {
    const value = raw[environment[name]];
    if (!value) throw new TypeError(`the environment variable ${environment[name]} is not set`);
    return value;
  };
  const count = (name: keyof typeof environment, otherwise: number): number => {
    const value = raw[environment[name]];
    if (!value) return otherwise;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1)
      throw new TypeError(`the environment variable ${environment[name]} is not a whole number above 0`);
    return number;
  };
  const issuer = (name: keyof typeof environment): IssuerSettings | undefined => {
    const value = raw[environment[name]];
    if (!value) return undefined;
    try {
      return issuerShape.parse(JSON.parse(value)) as IssuerSettings;
    } catch {
      throw new TypeError(
        `the environment variable ${environment[name]} is not {"issuer","clientIds"} as JSON`,
      );
    }
  };
  return {
    text,
    optional: (name: keyof typeof environment): string | undefined => raw[environment[name]] || undefined,
    /** An endpoint of S3's own is set, as the SDK reads it. */
    hasS3Endpoint: Boolean(raw.AWS_ENDPOINT_URL_S3 ?? raw.AWS_ENDPOINT_URL),
    /** Whether this function may make the first key of a class or of the blind indexes. */
    createsKeys: raw[environment.createsKeys] === 'true',
    /** As Lambda says it: the stage's prefix, a hyphen, its own. An operator's command runs elsewhere. */
    functionName: raw.AWS_LAMBDA_FUNCTION_NAME ?? 'operator',
    issuers: () => ({
      staff: issuer('staffIssuer'),
      customer: issuer('customerIssuer'),
      service: issuer('serviceIssuer'),
    }),
    allowedOrigins: (): readonly string[] => parts(raw[environment.allowedOrigins] ?? '', ','),
    introspection: (): 'staff' | 'everyone' =>
      raw[environment.introspection] === 'everyone' ? 'everyone' : 'staff',
    referencePattern: (): RegExp => wholePattern(raw[environment.referencePattern]),
    mailSender: (): Sender => senderOf(text('mailSender')),
    ownSites: (): readonly string[] => parts(raw[environment.ownSites] ?? '', ','),
    linksUrl: () => text('linksUrl').replace(/(?<!\/)\/+$/, ''),
    clearReadsPerHour: () => count('clearReadsPerHour', limits.clearReadsPerHour),
    maskedReadsPerHour: () => count('maskedReadsPerHour', limits.maskedReadsPerHour),
    requestsPerMinute: () => count('requestsPerMinute', limits.requestsPerMinute),
    registrationsPerHour: () => count('registrationsPerHour', limits.registrationsPerHour),
    mailsPerSecond: () => count('mailsPerSecond', limits.mailsPerSecond),
  };
}
export type Environment = ReturnType<typeof readEnvironment>;

function senderOf(value: string): Sender {
  try {
    return senderShape.parse(JSON.parse(value)) as Sender;
  } catch {
    throw new TypeError(
      `the environment variable ${environment.mailSender} is not {"name","country","site","email","policyUrl"} as JSON`,
    );
  }
}

const parts = (text: string, separator: string): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);

/** The pattern of outside tickets fits a whole reference. Without one nothing fits: deny by default. */
function wholePattern(source: string | undefined): RegExp {
  return source ? new RegExp(`^(?:${source})$`) : /^(?!)/;
}
