import { expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { metrics } from '../../lambda/declared/metrics.ts';
import { createApp, createStage, resourcesOf, synthesize } from './synthesized-stage.ts';

const { app } = synthesize(createStage(createApp()));
const [dashboard, ...others] = Object.values(resourcesOf(app, 'AWS::CloudWatch::Dashboard'));
const body = JSON.stringify(dashboard?.Properties.DashboardBody);

it('one page of a stage shows every alarm and every metric of the product’s own', () => {
  expect(others).toEqual([]);
  expect(dashboard?.Properties.DashboardName).toBe('cloudfly-privacy-dev');
  for (const id of Object.keys(resourcesOf(app, 'AWS::CloudWatch::Alarm'))) expect(body).toContain(`"${id}"`);
  for (const name of Object.keys(metrics)) expect(body).toContain(name);
});

it('shows errors of every function', () => {
  for (const name of functionNames) expect(body).toContain(`\\"label\\":\\"${name}\\"`);
});
