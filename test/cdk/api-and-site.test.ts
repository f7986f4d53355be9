import { describe, expect, it } from 'vitest';
import { forwardedHeaders } from '../../cdk/constructs/site-headers.ts';
import { graphiqlHeaders } from '../../cdk/graphiql/headers.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { createApp, createStage, resourcesOf, synthesize } from './synthesized-stage.ts';

const { edge, app } = synthesize(createStage(createApp()));
const one = (type: string) => {
  const [only, ...others] = Object.values(resourcesOf(app, type));
  expect(others).toEqual([]);
  return only?.Properties;
};

describe('the API', () => {
  it('has exactly the declared routes', () => {
    const resources = resourcesOf(app, 'AWS::ApiGateway::Resource');
    const pathOf = (id: string): string => {
      const found = resources[id]?.Properties;
      return found ? `${pathOf(found.ParentId.Ref ?? '')}/${found.PathPart}` : '';
    };
    const routes = Object.values(resourcesOf(app, 'AWS::ApiGateway::Method')).map(
      ({ Properties }) => `${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref)}`,
    );
    const declared = (Object.values(functions) as readonly FunctionDeclaration[]).flatMap(
      ({ routes: own }) => own?.map(({ method, path }) => `${method} ${path}`) ?? [],
    );
    expect(routes.sort()).toEqual(declared.sort());
  });

  it('is regional, throttled, keeps no addresses in traces, and is behind a firewall that knows CloudFront', () => {
    expect(one('AWS::ApiGateway::RestApi').EndpointConfiguration.Types).toEqual(['REGIONAL']);
    const stage = one('AWS::ApiGateway::Stage');
    expect(stage).toMatchObject({
      TracingEnabled: false,
      MethodSettings: [
        { DataTraceEnabled: false, LoggingLevel: 'OFF', ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      ],
    });
    expect(JSON.stringify(one('AWS::WAFv2::WebACLAssociation').ResourceArn)).toContain('/stages/');
    const [first, ...rest] = one('AWS::WAFv2::WebACL').Rules;
    const header = one('AWS::CloudFront::Distribution').DistributionConfig.Origins[1].OriginCustomHeaders[0];
    const { ByteMatchStatement: match } = first.Statement.NotStatement.Statement;
    expect(match.FieldToMatch.SingleHeader.Name).toBe(header.HeaderName);
    expect(match.SearchString).toEqual(header.HeaderValue);
    expect(JSON.stringify(match.SearchString)).toContain('{{resolve:secretsmanager:');
    expect(rest.map(({ Name }: { Name: string }) => Name)).toEqual([
      'BodyTooLarge',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
    ]);
  });

  it('logs no address, path, agent or subject', () => {
    const { Format } = one('AWS::ApiGateway::Stage').AccessLogSetting;
    const variables = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name);
    expect(variables).toContain('resourcePath');
    expect(variables.filter((name) => /identity|authorizer|^path$|query|domain/.test(name))).toEqual([]);
  });

  it('validates, and cannot be called from the console', () => {
    for (const { Properties } of Object.values(resourcesOf(app, 'AWS::ApiGateway::Method'))) {
      expect(Properties.RequestValidatorId).toBeDefined();
    }
    const permissions = Object.values(resourcesOf(app, 'AWS::Lambda::Permission'));
    expect(permissions.length).toBeGreaterThan(0);
    expect(JSON.stringify(permissions)).not.toContain('test-invoke-stage');
  });

  it('answers its own refusals in GraphQL, with nothing of what is inside', () => {
    const responses = Object.values(resourcesOf(app, 'AWS::ApiGateway::GatewayResponse'));
    expect(responses.map(({ Properties }) => Properties.ResponseType).sort()).toEqual([
      'BAD_REQUEST_BODY',
      'DEFAULT_4XX',
      'DEFAULT_5XX',
      'THROTTLED',
    ]);
    for (const { Properties } of responses) {
      const { errors } = JSON.parse(Properties.ResponseTemplates['application/json']);
      expect(errors[0].extensions.code).toMatch(/^[A-Z_]+$/);
      expect(JSON.stringify(errors)).not.toContain('$context.error');
    }
  });
});

describe('the site', () => {
  const distribution = one('AWS::CloudFront::Distribution').DistributionConfig;

  it('fronts the API and the staff page under one origin, over TLS alone', () => {
    expect(
      distribution.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern),
    ).toEqual(['/graphql', '/links/*']);
    expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    for (const behavior of [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]) {
      expect(['redirect-to-https', 'https-only']).toContain(behavior.ViewerProtocolPolicy);
    }
    expect(distribution.Origins[0].OriginAccessControlId).toBeDefined();
  });

  it('takes certificate and firewall from us-east-1, and the firewall limits each address', () => {
    expect(distribution.WebACLId['Fn::GetStackOutput']).toMatchObject({ Region: 'us-east-1' });
    expect(distribution.ViewerCertificate.AcmCertificateArn['Fn::GetStackOutput']).toMatchObject({
      Region: 'us-east-1',
    });
    const acl = Object.values(resourcesOf(edge, 'AWS::WAFv2::WebACL'))[0]?.Properties;
    expect(acl.Scope).toBe('CLOUDFRONT');
    expect(acl.Rules[0].Statement.RateBasedStatement).toMatchObject({ AggregateKeyType: 'IP', Limit: 2000 });
  });

  it('gives every file of the staff page the headers that the page asks for', () => {
    const { SecurityHeadersConfig: placed, CustomHeadersConfig: custom } = one(
      'AWS::CloudFront::ResponseHeadersPolicy',
    ).ResponseHeadersPolicyConfig;
    const policy = JSON.stringify(placed.ContentSecurityPolicy.ContentSecurityPolicy);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toMatch(/connect-src 'self' https:.*amazoncognito\.com/);
    const given = Object.fromEntries([
      ...custom.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value]),
      ['content-security-policy', placed.ContentSecurityPolicy.Override],
      ['referrer-policy', placed.ReferrerPolicy.ReferrerPolicy],
      ['x-content-type-options', placed.ContentTypeOptions.Override && 'nosniff'],
      ['x-frame-options', placed.FrameOptions.FrameOption],
    ]);
    const asked = graphiqlHeaders({ issuerOrigin: 'https://issuer.example' });
    expect(given).toEqual({ ...asked, 'content-security-policy': true });
    expect(JSON.stringify(distribution.DefaultCacheBehavior.ResponseHeadersPolicyId)).toContain(
      'PageHeaders',
    );
  });

  it('forwards the headers that the API reads, no more than CloudFront takes, and no cookie', () => {
    expect(forwardedHeaders.length).toBeLessThanOrEqual(10);
    const forwarded = one('AWS::CloudFront::OriginRequestPolicy').OriginRequestPolicyConfig;
    expect(forwarded.HeadersConfig.Headers).toEqual([...forwardedHeaders]);
    expect(forwarded.CookiesConfig.CookieBehavior).toBe('none');
  });

  it('says in one sentence that the staff page was not built', () => {
    expect(() => createStage(createApp(), 'dev', { staffPageDirectory: 'dist/never-built' })).toThrow(
      'There is no index.html in dist/never-built: build the staff page first, with "npm run build:graphiql".',
    );
  });
});
