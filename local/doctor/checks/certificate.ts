import * as z from 'zod/mini';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Where CloudFront takes certificates from. */
const region = 'us-east-1';

const list = z.object({
  CertificateSummaryList: z.array(
    z.object({ DomainName: z.string(), Status: z.optional(z.string()), InUse: z.optional(z.boolean()) }),
  ),
});

/** The certificate of the site is issued, and the site uses it. */
export const checkCertificate: StageCheck = async ({ calls, config }) => {
  const input = { Includes: { keyTypes: ['EC_prime256v1'] }, MaxItems: 1000 };
  const answer = await calls.json('acm', 'CertificateManager.ListCertificates', input, list, region);
  const own = answer.CertificateSummaryList.filter((one) => one.DomainName === config.siteDomain);
  if (own.some((one) => one.Status === 'ISSUED' && one.InUse))
    return fine('the certificate of the site is issued and in use');
  if (own.some((one) => one.Status === 'ISSUED'))
    return missing(
      'the certificate of the site is issued, and nothing uses it',
      `npx cdk deploy '${config.stage}/app'`,
    );
  return own.length === 0
    ? missing(`there is no certificate of ${config.siteDomain}`, `npx cdk deploy '${config.stage}/edge'`)
    : missing(
        `the certificate of ${config.siteDomain} is ${own.map((one) => one.Status).join(', ')}`,
        `publish the CNAME that proves the domain, and keep it for the renewals: aws acm list-certificates --region ${region}, then aws acm describe-certificate`,
      );
};
