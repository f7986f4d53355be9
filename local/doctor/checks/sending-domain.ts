import * as z from 'zod/mini';
import { configurationSetName } from '../../../cdk/names.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const identity = z.object({
  VerifiedForSendingStatus: z.optional(z.boolean()),
  ConfigurationSetName: z.optional(z.string()),
  DkimAttributes: z.optional(
    z.object({
      SigningEnabled: z.optional(z.boolean()),
      Status: z.optional(z.string()),
      SigningAttributesOrigin: z.optional(z.string()),
      Tokens: z.optional(z.array(z.string())),
    }),
  ),
  MailFromAttributes: z.optional(z.object({ MailFromDomainStatus: z.optional(z.string()) })),
});

/** SES signs every mail with DKIM by keys of its own (Easy DKIM), and bounces come back to a domain of ours that passes SPF. */
export const checkSendingDomain: StageCheck = async ({ calls, config }) => {
  const { mailDomain, region, stage } = config;
  const found = await calls.get('ses', `/v2/email/identities/${mailDomain}`, identity);
  const { SigningEnabled, Status, SigningAttributesOrigin, Tokens = [] } = found.DkimAttributes ?? {};
  if (!found.VerifiedForSendingStatus || Status !== 'SUCCESS')
    return missing(
      `SES does not know ${mailDomain} to be ours: DKIM is ${Status ?? 'not set up'}`,
      `publish these CNAME records: ${Tokens.map((token) => `${token}._domainkey.${mailDomain} -> ${token}.dkim.amazonses.com`).join('; ') || 'the outputs DkimName and DkimValue of the app stack'}`,
    );
  if (!SigningEnabled || !/^AWS_SES/.test(SigningAttributesOrigin ?? ''))
    return missing(
      `mails of ${mailDomain} are not signed by SES's own keys`,
      `aws sesv2 put-email-identity-dkim-signing-attributes --region ${region} --email-identity ${mailDomain} --signing-attributes-origin AWS_SES, and aws sesv2 put-email-identity-dkim-attributes with --signing-enabled`,
    );
  if (found.MailFromAttributes?.MailFromDomainStatus !== 'SUCCESS')
    return missing(
      `bounce.${mailDomain} is not proven, so SPF passes for amazonses.com alone`,
      `publish bounce.${mailDomain} MX 10 feedback-smtp.${region}.amazonses.com and bounce.${mailDomain} TXT "v=spf1 include:amazonses.com ~all"`,
    );
  if (found.ConfigurationSetName !== configurationSetName(config))
    return missing(`${mailDomain} has another configuration set`, `npx cdk deploy '${stage}/app'`);
  return fine(`${mailDomain} is verified, signed with DKIM by SES, and has a bounce domain of its own`);
};
