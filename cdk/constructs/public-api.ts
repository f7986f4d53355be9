import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  type IRestApi,
  JsonSchemaType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RequestValidator,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { logGroupName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { bodyLimit, commonRules, createFirewall, onlyWithHeader } from './firewall.ts';
import { answerRefusals } from './gateway-refusals.ts';
import type { OriginHeader } from './origin-header.ts';

export interface PublicApiProps {
  readonly config: StageConfig;
  readonly functions: readonly DeclaredFunction[];
  readonly storageKey: IKey;
  readonly originHeader: OriginHeader;
}

/**
 * What an access log line holds: nothing of the caller (no address, no agent, no subject), and the route's template in place of the
 * path, which may hold a link's token. Who did what, and from where, stands sealed in the audit trail.
 */
const accessLogLine = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  answerBytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  trace: '$context.xrayTraceId',
};

/** A regional REST API (the kind that takes a firewall) with the declared routes, and only through CloudFront. */
export class PublicApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { config, storageKey } = props;
    this.api = new RestApi(this, 'Api', {
      restApiName: config.namePrefix,
      description: 'GraphQL, and the pages behind links in mails',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: 'live',
        // The gateway's own trace would keep whole addresses, and with them the tokens of links; functions trace themselves.
        tracingEnabled: false,
        metricsEnabled: true,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        throttlingRateLimit: config.throttle.rate,
        throttlingBurstLimit: config.throttle.burst,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: logGroupName(config, 'access'),
            encryptionKey: storageKey,
            retention: config.logDays,
            removalPolicy: RemovalPolicy.RETAIN,
          }),
        ),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
    this.#routes(props.functions);
    answerRefusals(this.api);
    const firewall = createFirewall(this, 'Firewall', {
      name: `${config.namePrefix}-api`,
      scope: 'REGIONAL',
      rules: [onlyWithHeader(props.originHeader.name, props.originHeader.value), bodyLimit, ...commonRules],
    });
    new CfnWebACLAssociation(this, 'Guarded', {
      resourceArn: this.api.deploymentStage.stageArn,
      webAclArn: firewall.attrArn,
    });
    this.#acknowledgements();
  }

  #routes(functions: readonly DeclaredFunction[]): void {
    const body = this.api.addModel('JsonObject', {
      contentType: 'application/json',
      description: 'One GraphQL operation; lists of them are not taken',
      schema: { type: JsonSchemaType.OBJECT },
    });
    const requestValidator = new RequestValidator(this, 'Validator', {
      restApi: this.api as IRestApi,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    for (const fn of functions) {
      const integration = new LambdaIntegration(fn.target, {
        allowTestInvoke: false,
        timeout: Duration.seconds(Math.min(fn.declaration.timeoutSeconds + 1, 29)),
      });
      for (const { method, path } of fn.declaration.routes ?? []) {
        const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `method.request.path.${name}`);
        const takesJson = method === 'POST' && parameters.length === 0;
        this.api.root.resourceForPath(path).addMethod(method, integration, {
          requestValidator,
          requestParameters: Object.fromEntries(parameters.map((parameter) => [parameter, true])),
          ...(takesJson ? { requestModels: { 'application/json': body } } : {}),
        });
      }
    }
  }

  #acknowledgements(): void {
    acknowledge(
      this.api,
      'Visitors, customers of any OpenID issuer, staff and machines share one route; the function verifies each token and every field has its audience (RFC 8058 needs the links public).',
      'AwsSolutions-APIG4',
      'AwsSolutions-COG4',
    );
    acknowledge(
      this.api,
      'Execution logs hold paths and bodies, thus tokens of links and personal data; access logs and the functions tell what happened.',
      'AwsSolutions-APIG6',
    );
    acknowledge(
      this.api,
      "The gateway's own trace would keep whole addresses, and with them the tokens of links; the functions behind it trace themselves.",
      'Serverless-APIGWXrayEnabled',
    );
    acknowledge(
      this.api,
      'The one role of the account with which API Gateway writes logs; AWS provides this managed policy for it.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    );
  }
}
