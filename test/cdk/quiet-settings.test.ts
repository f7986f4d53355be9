import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

// Settings whose other value works as well, until the day on which it matters.

const { data, app } = synthesize(createStage(createApp()));
const declared: Readonly<Record<string, FunctionDeclaration>> = functions;

describe('a deployment', () => {
  it('tries the new version on one request in ten, and looks at its errors and at the API’s', () => {
    const groups = Object.entries(resourcesOf(app, 'AWS::CodeDeploy::DeploymentGroup'));
    const tried = functionNames.filter((name) => declared[name]?.routes);
    expect(groups).toHaveLength(tried.length);
    const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm');
    for (const name of tried) {
      const [, group] = groups.find(([id]) => id.startsWith(`${name}Canary`)) ?? [];
      expect(group?.Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent5Minutes');
      const looked: { Name: { Ref: string } }[] = group?.Properties.AlarmConfiguration.Alarms;
      expect(sorted(looked.map(({ Name }) => String(alarms[Name.Ref]?.Properties.AlarmName)))).toEqual(
        sorted(['api-faults', `${name}-errors`].map((alarm) => `cloudfly-privacy-dev-${alarm}`)),
      );
    }
  });
});

describe('a run of a schedule', () => {
  const configs = Object.entries(resourcesOf(app, 'AWS::Lambda::EventInvokeConfig'));

  it('is neither repeated nor made up for: after an outage there is no heap of them', () => {
    const timed = functionNames.filter((name) => declared[name]?.everyMinutes);
    expect(timed).toContain('clock');
    for (const name of timed) {
      const [rule, ...others] = Object.entries(resourcesOf(app, 'AWS::Events::Rule')).filter(([id]) =>
        id.startsWith(`${name}Schedule`),
      );
      expect(others).toEqual([]);
      expect(rule?.[1].Properties.State).toBe('ENABLED');
      const [target] = rule?.[1].Properties.Targets ?? [];
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
      // What else the function is told by events is repeated, and runs with it.
      if (declared[name]?.receipts) continue;
      const [own] = configs.filter(([id]) => id.startsWith(`${name}Runs`));
      expect(own?.[1].Properties).toMatchObject({
        MaximumEventAgeInSeconds: 60,
        MaximumRetryAttempts: 0,
        Qualifier: 'live',
      });
    }
  });

  it('and what becomes of events is said of an alias once there is one', () => {
    expect(configs.length).toBeGreaterThan(2);
    for (const [, { Properties, DependsOn }] of configs) {
      const name = functionNames.find((one) => Properties.FunctionName.Ref.startsWith(one));
      expect([DependsOn].flat()).toContainEqual(expect.stringMatching(new RegExp(`^${name}(Alias|Live)`)));
    }
  });

  it('and each function says but once what becomes of its events', () => {
    const named = configs.map(([, { Properties }]) => Properties.FunctionName.Ref);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('mail that goes out', () => {
  it('goes over TLS or not at all, and is withheld by nobody’s list but the product’s own', () => {
    const [set, ...others] = Object.values(resourcesOf(app, 'AWS::SES::ConfigurationSet'));
    expect(others).toEqual([]);
    expect(set?.Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SendingOptions: { SendingEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    });
    expect(set?.Properties.TrackingOptions).toBeUndefined();
  });

  it('is of a domain that signs it, by no other configuration', () => {
    const [identity] = Object.values(resourcesOf(app, 'AWS::SES::EmailIdentity'));
    const [set = ''] = Object.keys(resourcesOf(app, 'AWS::SES::ConfigurationSet'));
    expect(identity?.Properties).toMatchObject({
      EmailIdentity: 'mail.dev.cloudfly.vn',
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: set } },
      DkimAttributes: { SigningEnabled: true },
      FeedbackAttributes: { EmailForwardingEnabled: false },
      MailFromAttributes: { MailFromDomain: 'bounce.mail.dev.cloudfly.vn' },
    });
  });
});

it('tokens live half an hour, and nobody stays signed in longer than a working day', () => {
  const clients = Object.values(resourcesOf(data, 'AWS::Cognito::UserPoolClient'));
  expect(clients.length).toBeGreaterThan(2);
  for (const { Properties } of clients) {
    expect([Properties.AccessTokenValidity, Properties.TokenValidityUnits.AccessToken]).toEqual([
      30,
      'minutes',
    ]);
    expect(Properties.EnableTokenRevocation).toBe(true);
    if (!Properties.AllowedOAuthFlows.includes('code')) continue;
    expect([Properties.RefreshTokenValidity, Properties.TokenValidityUnits.RefreshToken]).toEqual([
      480,
      'minutes',
    ]);
    expect(Properties.PreventUserExistenceErrors).toBe('ENABLED');
  }
});
