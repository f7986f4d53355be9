import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * What reaches the API of a caller's headers: these ten (CloudFront takes no more), and the token by the cache policy. The viewer's
 * address and port come from CloudFront itself, so that no caller can write them; no cookie and no browser's name pass.
 */
export const forwardedHeaders = [
  'accept',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'cloudfront-viewer-address',
  'content-type',
  'origin',
  'sec-fetch-site',
  'x-processing-purpose',
  'x-reference',
] as const;

export const createForwarding = (scope: Construct, id: string, name: string) =>
  new OriginRequestPolicy(scope, id, {
    originRequestPolicyName: name,
    comment: 'Only what the API reads',
    headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
  });

/**
 * The staff page runs its own scripts alone and talks to this site and the sign-in alone. Inline styles are what the editor
 * makes as one types; inline scripts are not.
 */
export function contentSecurityPolicy(signInOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${signInOrigins.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const createPageHeaders = (
  scope: Construct,
  id: string,
  name: string,
  signInOrigins: readonly string[],
) =>
  new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: name,
    comment: 'The staff page',
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy(signInOrigins),
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
      ],
    },
  });
