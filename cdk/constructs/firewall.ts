import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { limits } from '../../lambda/declared/limits.ts';

type Rule = CfnWebACL.RuleProperty;

/** Counted, not sampled: a sample would show paths, and a path may hold a link's token. */
const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const named = (name: string, rule: Omit<Rule, 'name' | 'priority' | 'visibilityConfig'>) => ({
  name,
  visibilityConfig: visibility(name),
  ...rule,
});

const managed = (name: string, counted: readonly string[] = []) =>
  named(name, {
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  });

/**
 * AWS's common rules. What they look for in a body is counted only: the 8 KB limit (ours follows), and addresses, paths and markup, which is
 * what a customer writes who asks for help with a server. Refused, the request would be lost; taken, it is sealed, and escaped wherever it shows.
 */
export const commonRules = [
  managed('AWSManagedRulesCommonRuleSet', [
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ]),
  managed('AWSManagedRulesKnownBadInputsRuleSet'),
];

/** Bodies beyond the product's limit never reach a function; one too large to inspect counts as too large. */
export const bodyLimit = named('BodyTooLarge', {
  action: { block: { customResponse: { responseCode: 413 } } },
  statement: {
    sizeConstraintStatement: {
      fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
      comparisonOperator: 'GT',
      size: limits.bodyBytes,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  },
});

/** So many requests of one address in five minutes. */
export const rateLimit = (requests: number) =>
  named('TooManyRequests', {
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { limit: requests, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
  });

/** Refuses whoever does not bring a header that only CloudFront knows: past it there is no rate per address. */
export const onlyWithHeader = (header: string, value: string) =>
  named('NotThroughTheSite', {
    action: { block: {} },
    statement: {
      notStatement: {
        statement: {
          byteMatchStatement: {
            fieldToMatch: { singleHeader: { Name: header } },
            positionalConstraint: 'EXACTLY',
            searchString: value,
            textTransformations: [{ priority: 0, type: 'NONE' }],
          },
        },
      },
    },
  });

/** A web ACL that lets pass what no rule blocks, in the order given. */
export function createFirewall(
  scope: Construct,
  id: string,
  props: { name: string; scope: 'REGIONAL' | 'CLOUDFRONT'; rules: readonly Omit<Rule, 'priority'>[] },
): CfnWebACL {
  const inspected = { defaultSizeInspectionLimit: 'KB_64' };
  return new CfnWebACL(scope, id, {
    name: props.name,
    scope: props.scope,
    defaultAction: { allow: {} },
    rules: props.rules.map((rule, priority) => ({ ...rule, priority })),
    visibilityConfig: visibility(props.name),
    associationConfig: {
      requestBody: props.scope === 'REGIONAL' ? { API_GATEWAY: inspected } : { CLOUDFRONT: inspected },
    },
  });
}
