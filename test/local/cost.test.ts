import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costTables, sizes } from '../../local/cost/cost-table.ts';
import { withSection } from '../../local/cost/marked-section.ts';
import { boughtFor, costOf } from '../../local/cost/model.ts';
import { prices } from '../../local/cost/prices.ts';
import { rest, standing } from '../../local/cost/use.ts';
import { createApp, createStage, resourcesOf, synthesize } from '../cdk/synthesized-stage.ts';

describe('the cost model', () => {
  it('is what docs/cost.md says', () => {
    const written = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
    expect(withSection(written, 'tables', costTables())).toBe(written);
  });

  it('buys of everything that has a price, and no less for more customers', () => {
    const [small, middle, large] = sizes.map((size) => boughtFor(size));
    for (const name of Object.keys(prices) as (keyof typeof prices)[]) {
      expect(large?.[name], name).toBeGreaterThan(0);
      expect(middle?.[name], name).toBeGreaterThanOrEqual(small?.[name] ?? Number.NaN);
      expect(large?.[name], name).toBeGreaterThanOrEqual(middle?.[name] ?? Number.NaN);
    }
  });

  it('stores more each month, and asks CloudFront and both firewalls for every request', () => {
    const [first, fifth] = [boughtFor(1_000_000, 1), boughtFor(1_000_000, 60)];
    for (const name of ['DynamoDB storage', 'DynamoDB restore', 'S3 storage'] as const)
      expect(fifth[name], name).toBeGreaterThan(5 * first[name]);
    // Of the month that the table says.
    const [, , told = ''] = /^\| DynamoDB storage \|(.*?)\|(.*?)\|/m.exec(costTables()) ?? [];
    const twelfth = boughtFor(1_000_000, rest.storage.months)['DynamoDB storage'];
    expect(Number(told)).toBeCloseTo(costOf('DynamoDB storage', twelfth), 0);
    expect(fifth['API Gateway REST']).toBe(first['API Gateway REST']);
    expect(first.CloudFront).toBeGreaterThanOrEqual(first['API Gateway REST']);
    expect(first['WAF requests']).toBeGreaterThanOrEqual(2 * first['API Gateway REST']);
  });

  it('counts what stands in a stage as its templates do', () => {
    const templates = Object.values(synthesize(createStage(createApp(), 'prod')));
    const all = (type: string) => templates.flatMap((template) => Object.values(resourcesOf(template, type)));
    const lists = all('AWS::WAFv2::WebACL');
    expect(standing).toEqual({
      keys: all('AWS::KMS::Key').length,
      rotatedKeys: all('AWS::KMS::Key').filter(({ Properties }) => Properties.EnableKeyRotation).length,
      alarms: all('AWS::CloudWatch::Alarm').length,
      dashboards: all('AWS::CloudWatch::Dashboard').length,
      secrets: all('AWS::SecretsManager::Secret').length,
      webAcls: lists.length,
      firewallRules: lists.reduce((sum, { Properties }) => sum + Properties.Rules.length, 0),
      countedLines: new Set(
        all('AWS::Logs::MetricFilter').map(
          ({ Properties }) => Properties.MetricTransformations[0].MetricName,
        ),
      ).size,
      methods: all('AWS::ApiGateway::Method').length,
      machineClients: all('AWS::Cognito::UserPoolClient').filter(({ Properties }) =>
        Properties.AllowedOAuthFlows.includes('client_credentials'),
      ).length,
    });
  });
});
