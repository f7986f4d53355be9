import * as z from 'zod/mini';
import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const query =
  '{ vi: policyInForce(language: vi) { version text } en: policyInForce(language: en) { version text } }';
const version = z.nullable(z.object({ version: z.number(), text: z.string() }));
const answered = z.object({ data: z.nullish(z.object({ vi: version, en: version })) });

/** The site answers anybody, through its own name, and a version of the policy is in force in both languages. */
export const checkPolicyInForce: Check = async ({ siteUrl }) => {
  const answer = await fetch(`${siteUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  }).catch(() => undefined);
  if (!answer?.ok)
    return missing(
      answer ? `${siteUrl}/graphql answers ${answer.status}` : `${siteUrl} does not answer`,
      'publish the CNAME of the site to the output SiteTarget of the app stack; if it stands, docs/operations.md, alarm api-faults',
    );
  const { data } = answered.parse(await answer.json());
  return data?.vi && data.en
    ? fine(`version ${data.vi.version} of the policy is in force`)
    : missing(
        'no version of the policy is in force: nobody can register',
        'docs/deploying.md, step 8: two privacy officers draft, approve and publish policy/first-version.json',
      );
};
