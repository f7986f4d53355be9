import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type AlarmingLogLine, alarmingLogLines } from '../lambda/declared/alarming-log-lines.ts';
import type { FunctionName } from '../lambda/declared/functions.ts';
import type { BundleFolder } from './bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { deployByCanary } from './constructs/canary.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { DeclaredFunction } from './constructs/declared-function.ts';
import { equipFunction } from './constructs/equipment.ts';
import { IncomingMail } from './constructs/incoming-mail.ts';
import { MailEvents } from './constructs/mail-events.ts';
import { createOriginHeader, type OriginHeader } from './constructs/origin-header.ts';
import { OutgoingMail } from './constructs/outgoing-mail.ts';
import { letPoolCall } from './constructs/pool-trigger.ts';
import { PublicApi } from './constructs/public-api.ts';
import { Site } from './constructs/site.ts';
import { createPageBucket, deployStaffPage } from './constructs/staff-page.ts';
import { triggerByStream } from './constructs/stream-trigger.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import { functionNames } from './names.ts';
import { settings } from './settings.ts';
import type { StageConfig } from './stage-config.ts';

export interface AppStackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly bundleFolder: BundleFolder;
}

/** What runs, and can be deployed anew from nothing: functions, API, site, mail, schedules, alarms. */
export class AppStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, DeclaredFunction>>;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    const { config, data } = props;
    super(scope, id, {
      stackName: `${config.namePrefix}-app`,
      description: 'CloudFly Privacy: functions, API, site, mail and alarms',
      env: { region: config.region },
    });
    const { storageKey } = data;
    const { configurationSet } = new OutgoingMail(this, 'Mail', config);
    const incomingMail = new IncomingMail(this, 'IncomingMail', config);
    const mailEvents = new MailEvents(this, 'MailEvents', { config, configurationSet, storageKey });
    this.functions = Object.fromEntries(
      functionNames.map((name) => [
        name,
        new DeclaredFunction(this, name, { name, config, storageKey, bundleFolder: props.bundleFolder }),
      ]),
    ) as Record<FunctionName, DeclaredFunction>;
    const functions = Object.values(this.functions);

    const values = settings(this, config, data);
    for (const fn of functions) {
      equipFunction(fn, data, config, values);
      if (fn.declaration.receipts) incomingMail.tell(fn, storageKey);
      if (fn.declaration.topic) mailEvents.tell(fn);
      if (fn.declaration.signInCodes || fn.declaration.staffTokens) letPoolCall(fn, data.staff.pool);
    }

    const originHeader = createOriginHeader(this, 'OriginSecret', config, data.storageKey);
    const { api } = new PublicApi(this, 'PublicApi', { config, functions, storageKey, originHeader });
    this.#site(props, api, originHeader);
    this.#watch(config, data, api, mailEvents);
  }

  #site({ config, data, edge }: AppStackProps, api: PublicApi['api'], originHeader: OriginHeader) {
    const pageBucket = createPageBucket(this, 'Page', config);
    const { staff, storageKey } = data;
    const { distribution } = new Site(this, 'Site', {
      config,
      api,
      originHeader,
      pageBucket,
      certificate: edge.certificate,
      firewallArn: edge.firewall.attrArn,
      pageOrigins: {
        issuerOrigin: `https://cognito-idp.${config.region}.amazonaws.com`,
        signInOrigin: staff.signInUrl,
      },
    });
    deployStaffPage(this, 'PageFiles', {
      config,
      bucket: pageBucket,
      distribution,
      storageKey,
      page: {
        issuer: staff.pool.userPoolProviderUrl,
        clientId: staff.client.userPoolClientId,
        scopes: ['openid'],
        graphqlUrl: '/graphql',
      },
    });
    new CfnOutput(this, 'SiteTarget', {
      description: `CNAME of ${config.siteDomain}`,
      value: distribution.distributionDomainName,
    });
  }

  #watch(config: StageConfig, data: DataStack, api: PublicApi['api'], mailEvents: MailEvents): void {
    const alarms = new Alarms(this, 'Alarms', config, data.storageKey);
    alarms.deadLetters(mailEvents.deadLetters, 'mail-events');
    const faults = alarms.apiFaults(api);
    alarms.apiSlow(api);
    alarms.reputation();
    alarms.silent(this.functions.clock);
    const functions = Object.values(this.functions);
    for (const fn of functions) {
      const errors = alarms.functionErrors(fn);
      const { stream, routes, receipts } = fn.declaration;
      if (stream) {
        const table = data.tables[stream.table];
        const mapping = triggerByStream(fn, { stream, table, storageKey: data.storageKey, config });
        alarms.streamAge(fn);
        alarms.deadBatches(fn, mapping);
      }
      if (receipts) alarms.deadEvents(fn);
      if (routes) deployByCanary(fn, [errors, faults]);
    }
    for (const [name, { by }] of Object.entries(alarmingLogLines))
      alarms.logLine(
        name as AlarmingLogLine,
        by.map((one) => this.functions[one]),
      );
    createDashboard(this, 'Dashboard', { config, api, functions, alarms: alarms.all });
  }
}
