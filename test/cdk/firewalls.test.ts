import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { stageNames } from '../../cdk/stage-config.ts';
import { limits } from '../../lambda/declared/limits.ts';
import {
  createApp,
  createStage,
  resourcesOf,
  synthesize,
  type TemplateResource,
} from './synthesized-stage.ts';

// A rule that only counts, or is asked after another has let pass, looks like one that refuses.

const stage = synthesize(createStage(createApp(), 'prod'));
/** Of the only one of its type. */
function propertiesOf(template: Template, type: string): TemplateResource['Properties'] {
  const [found] = Object.values(resourcesOf(template, type));
  if (!found) throw new Error(`There is no ${type}.`);
  return found.Properties;
}
const regional = propertiesOf(stage.app, 'AWS::WAFv2::WebACL');
const edge = propertiesOf(stage.edge, 'AWS::WAFv2::WebACL');
const blocks = (responseCode?: number) => ({
  Block: responseCode === undefined ? {} : { CustomResponse: { ResponseCode: responseCode } },
});
/** Rules by name in the order they are asked, each with what it does. */
const done = (acl: typeof regional) =>
  [...acl.Rules]
    .sort((one, other) => one.Priority - other.Priority)
    .map(({ Name, Action, OverrideAction }) => [Name, Action ?? OverrideAction]);
const common = [
  ['AWSManagedRulesCommonRuleSet', { None: {} }],
  ['AWSManagedRulesKnownBadInputsRuleSet', { None: {} }],
];

describe('each firewall refuses', () => {
  it('at the API: whoever does not come through the site, what is too large, what AWS knows to be bad', () => {
    expect(done(regional)).toEqual([
      ['NotThroughTheSite', blocks()],
      ['BodyTooLarge', blocks(413)],
      ...common,
    ]);
    const { ByteMatchStatement: match } = regional.Rules[0].Statement.NotStatement.Statement;
    expect(match).toMatchObject({
      PositionalConstraint: 'EXACTLY',
      TextTransformations: [{ Type: 'NONE', Priority: 0 }],
    });
  });

  it('at the site: too many requests of one address, what is too large, what AWS knows to be bad', () => {
    expect(done(edge)).toEqual([['TooManyRequests', blocks(429)], ['BodyTooLarge', blocks(413)], ...common]);
    expect(edge.Rules[0].Statement.RateBasedStatement).toEqual({
      AggregateKeyType: 'IP',
      EvaluationWindowSec: 300,
      Limit: stageConfig('prod').requestsPerAddress,
    });
  });

  it.each([
    ['API_GATEWAY', regional],
    ['CLOUDFRONT', edge],
  ] as const)('bodies beyond what %s shows it: they are too large, not unseen', (where, acl) => {
    const limit = acl.Rules.find(({ Name }: { Name: string }) => Name === 'BodyTooLarge');
    const { FieldToMatch, ComparisonOperator, Size } = limit.Statement.SizeConstraintStatement;
    expect(FieldToMatch.Body.OversizeHandling).toBe('MATCH');
    expect([ComparisonOperator, Size]).toEqual(['GT', limits.bodyBytes]);
    const { DefaultSizeInspectionLimit: shown } = acl.AssociationConfig.RequestBody[where];
    expect(shown).toBe('KB_64');
    expect(limits.bodyBytes).toBeLessThanOrEqual(65_536);
  });

  it('nothing for what a customer writes: rules on bodies but the limit only count', () => {
    for (const acl of [regional, edge]) {
      const [rules] = acl.Rules.filter(
        ({ Name }: { Name: string }) => Name === 'AWSManagedRulesCommonRuleSet',
      );
      const counted = rules.Statement.ManagedRuleGroupStatement.RuleActionOverrides;
      // As AWS lists them in its baseline rule groups.
      const onBodies = [
        'CrossSiteScripting',
        'EC2MetaDataSSRF',
        'GenericLFI',
        'GenericRFI',
        'SizeRestrictions',
      ];
      expect(counted.map(({ Name }: { Name: string }) => Name).sort()).toEqual(
        onBodies.map((rule) => `${rule}_BODY`),
      );
      for (const { ActionToUse } of counted) expect(ActionToUse).toEqual({ Count: {} });
    }
  });
});

it('answers of the API are nobody else’s: each token has its own, for a second', () => {
  const {
    DefaultTTL,
    MinTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: key,
  } = propertiesOf(stage.app, 'AWS::CloudFront::CachePolicy').CachePolicyConfig;
  expect([DefaultTTL, MinTTL, MaxTTL]).toEqual([0, 0, 1]);
  expect(key.HeadersConfig).toEqual({ HeaderBehavior: 'whitelist', Headers: ['authorization'] });
  expect(key.QueryStringsConfig).toEqual({ QueryStringBehavior: 'all' });
  const { DistributionConfig: site } = propertiesOf(stage.app, 'AWS::CloudFront::Distribution');
  for (const { ViewerProtocolPolicy } of site.CacheBehaviors) expect(ViewerProtocolPolicy).toBe('https-only');
});

it.each(stageNames)(
  '%s reserves no more than an account has by default, less what Lambda keeps back',
  (name) => {
    const reserved = Object.values(stageConfig(name).reservedConcurrency).reduce((sum, one) => sum + one, 0);
    expect(reserved).toBeLessThanOrEqual(1000 - 100);
  },
);
