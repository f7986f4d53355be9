import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { PageOrigins } from '../graphiql/headers.ts';
import type { StageConfig } from '../stage-config.ts';
import type { OriginHeader } from './origin-header.ts';
import { createForwarding, createPageHeaders } from './site-headers.ts';
import { staffPagePath } from './staff-page.ts';

export interface SiteProps {
  readonly config: StageConfig;
  readonly api: RestApi;
  readonly originHeader: OriginHeader;
  readonly pageBucket: Bucket;
  readonly certificate: ICertificate;
  readonly firewallArn: string;
  /** Whom the staff page talks to beside its own origin. */
  readonly pageOrigins: PageOrigins;
}

/** A folder's address means its index; the site's own address leads to the staff page. */
const indexOfFolder = `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || request.uri === '/${staffPagePath}') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/${staffPagePath}/' } } };
  }
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}`;

/** One origin for the browser: the staff page from its bucket, `/graphql` and `/links` from the API. No CORS for staff. */
export class Site extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { config } = props;
    const name = config.namePrefix;
    const toApi = {
      origin: new RestApiOrigin(props.api, {
        customHeaders: { [props.originHeader.name]: props.originHeader.value },
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: this.#uncached(name),
      originRequestPolicy: createForwarding(this, 'Forwarded', `${name}-forwarded`),
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: name,
      domainNames: [config.siteDomain],
      certificate: props.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: props.firewallArn,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(props.pageBucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: createPageHeaders(this, 'PageHeaders', `${name}-page`, props.pageOrigins),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'IndexOfFolder', {
              functionName: `${name}-index`,
              code: FunctionCode.fromInline(indexOfFolder),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: { '/graphql': toApi, '/links/*': toApi },
    });
    acknowledge(
      this.distribution,
      "CloudFront's logs would keep callers' addresses and the paths of links with their tokens; the API and the audit trail log without them.",
      'AwsSolutions-CFR3',
    );
    acknowledge(
      this.distribution,
      'Customers and their rights do not end at a border: no country is shut out, the firewall limits each address instead.',
      'AwsSolutions-CFR1',
    );
  }

  /** CloudFront passes a token on only as part of a cache key; with nothing kept longer than a second, none is a key for long. */
  #uncached(name: string): CachePolicy {
    return new CachePolicy(this, 'Uncached', {
      cachePolicyName: `${name}-uncached`,
      comment: 'Passes the token on; the API forbids keeping anything',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      headerBehavior: CacheHeaderBehavior.allowList('authorization'),
    });
  }
}
