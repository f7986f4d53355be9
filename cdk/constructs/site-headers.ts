import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { contentSecurityPolicy, graphiqlHeaders, type PageOrigins } from '../graphiql/headers.ts';

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

/** Headers that CloudFront's policy has places of their own for; every other one is a custom header to it. */
const placed = ['content-security-policy', 'referrer-policy', 'x-content-type-options', 'x-frame-options'];

/** The staff page's own headers on every file of it, whatever the bucket says, and TLS from now on. */
export function createPageHeaders(scope: Construct, id: string, name: string, origins: PageOrigins) {
  const headers = graphiqlHeaders(origins);
  const custom = Object.entries(headers).filter(([header]) => !placed.includes(header));
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: name,
    comment: 'The staff page',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(origins), override: true },
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
      customHeaders: custom.map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
