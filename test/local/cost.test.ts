import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costTables, sizes } from '../../local/cost/cost-table.ts';
import { withSection } from '../../local/cost/marked-section.ts';
import { boughtFor } from '../../local/cost/model.ts';
import { prices } from '../../local/cost/prices.ts';
import { standing } from '../../local/cost/use.ts';
import { createApp, createStage, resourcesOf, synthesize } from '../cdk/synthesized-stage.ts';

describe('the cost model', () => {
  it('is what docs/cost.md says', () => {
    const written = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
    expect(withSection(written, 'tables', costTables())).toBe(written);
  });

  it('buys of everything that has a price, and no less for more customers', () => {
    const [small, middle, large] = sizes.map(boughtFor);
    for (const name of Object.keys(prices) as (keyof typeof prices)[]) {
      expect(large?.[name], name).toBeGreaterThan(0);
      expect(middle?.[name], name).toBeGreaterThanOrEqual(small?.[name] ?? Number.NaN);
      expect(large?.[name], name).toBeGreaterThanOrEqual(middle?.[name] ?? Number.NaN);
    }
  });

  it('counts what stands in a stage as its templates do', () => {
    const templates = Object.values(synthesize(createStage(createApp(), 'prod')));
    const all = (type: string) => templates.flatMap((template) => Object.values(resourcesOf(template, type)));
    const lists = all('AWS::WAFv2::WebACL');
    expect(standing).toEqual({
      keys: all('AWS::KMS::Key').length,
      alarms: all('AWS::CloudWatch::Alarm').length,
      dashboards: all('AWS::CloudWatch::Dashboard').length,
      secrets: all('AWS::SecretsManager::Secret').length,
      webAcls: lists.length,
      firewallRules: lists.reduce((sum, { Properties }) => sum + Properties.Rules.length, 0),
      metrics: all('AWS::Logs::MetricFilter').length,
    });
  });
});
