import { randomBytes } from 'node:crypto';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Campaign, digestOfPlan } from '../../lambda/domain/campaign/campaign.ts';
import { campaignIdAt } from '../../lambda/domain/campaign/campaign-id.ts';
import { startCampaignJob } from '../../lambda/domain/campaign/campaign-job.ts';
import { digestOf, type PolicyVersion } from '../../lambda/domain/policy/version.ts';
import type { Ports } from '../../lambda/domain/ports.ts';
import { stateKey } from '../../lambda/store/consents.ts';
import { contactStateKey } from '../../lambda/store/contact-states.ts';
import { customerItem } from '../../lambda/store/customer-item.ts';
import { toItem } from '../../lambda/store/item.ts';
import { benchTables } from './bench-tables.ts';

const at = '2026-01-01T00:00:00.000Z';
const wording = { vi: 'có', en: 'yes' };

/** Customers past every store: every tenth refused, the others said yes. What sealing would hold is chance of its length. */
export async function fillCustomers(
  dynamo: DynamoDBClient,
  { random }: Pick<Ports, 'random'>,
  count: number,
  progress: (done: number) => void,
): Promise<void> {
  const customersAtOnce = 8;
  const next = Array.from({ length: Math.ceil(count / customersAtOnce) }).keys();
  const work = async () => {
    for (const n of next) {
      const size = Math.min(customersAtOnce, count - n * customersAtOnce);
      const items = Array.from({ length: size }, (_, m) => itemsOf(random.id(), m % 10 !== 0)).flat();
      const RequestItems = {
        [benchTables.records]: items.map((Item) => ({ PutRequest: { Item: toItem(Item) } })),
      };
      await dynamo.send(new BatchWriteItemCommand({ RequestItems }));
      if (n % 1000 === 0) progress(n * customersAtOnce);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

function itemsOf(id: string, granted: boolean) {
  const customer = {
    id,
    kind: 'INDIVIDUAL',
    state: 'ACTIVE',
    addressState: 'VERIFIED',
    language: 'vi',
    registeredAt: at,
    version: 1,
    blobs: { contact: new Uint8Array(randomBytes(260)), identity: new Uint8Array(randomBytes(320)) },
  } as const;
  return [customerItem(customer), ...statesOf(id, granted)];
}

/** What a customer chose, and how the address stands. */
function statesOf(id: string, granted: boolean) {
  const choice = (given: boolean) => ({ granted: given, policyVersion: 1, at, factId: id });
  return [
    {
      ...stateKey(id),
      kind: 'CONSENT_STATE',
      customerId: id,
      version: 1,
      acceptedVersion: 1,
      acceptedAt: at,
      acceptedManner: 'EXPLICIT',
      choices: { STORAGE: choice(true), 'PROMOTIONS:EMAIL': choice(granted) },
      bases: {},
      needsGuardian: false,
    },
    {
      ...contactStateKey(id),
      kind: 'CONTACT_STATE',
      customerId: id,
      version: 1,
      addressState: 'VERIFIED',
      emailIndexes: [randomBytes(32).toString('base64url')],
      verifiedAt: at,
      isHeld: false,
      isRestricted: false,
      advertisedAt: [],
      products: {},
    },
  ];
}

/** The same for customers who are stored already: all of them said yes. */
export async function fillStates(
  dynamo: DynamoDBClient,
  table: string,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const RequestItems = {
      [table]: statesOf(id, true).map((item) => ({ PutRequest: { Item: toItem(item) } })),
    };
    await dynamo.send(new BatchWriteItemCommand({ RequestItems }));
  }
}

/** A policy in force, and a campaign that was started. @returns its id */
export async function fillCampaign(
  ports: Pick<Ports, 'commit' | 'policies' | 'campaigns' | 'jobs' | 'now' | 'random'>,
): Promise<string> {
  const content = {
    text: wording,
    sensitiveNotice: wording,
    purposes: [{ purpose: 'PROMOTIONS', coveredByAgreement: false, advertising: true, wording }],
  } as const;
  const digest = { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') };
  const version: PolicyVersion = { ...content, version: 1, effectiveAt: at, publishedAt: at, digest };
  const words = { subject: 'Tin', heading: 'Chào {{name}}', paragraphs: ['Một.'] };
  const plan = {
    purpose: 'PROMOTIONS',
    audience: {},
    content: { vi: words, en: words },
    policyVersion: undefined,
    startsAt: undefined,
  } as const;
  const now = ports.now();
  const campaign: Campaign = {
    ...plan,
    id: campaignIdAt(now, ports.random),
    name: 'bench',
    state: 'RUNNING',
    version: 1,
    author: 'bench',
    draftedAt: now.toISOString(),
    digest: digestOfPlan(plan),
    testedAt: at,
    countJobId: undefined,
    approval: { by: 'other', at, digest: digestOfPlan(plan) },
    startedAt: now.toISOString(),
    finishedAt: undefined,
  };
  const writes = [
    ports.policies.insert(version),
    ...ports.campaigns.insert(campaign),
    ...startCampaignJob(ports, campaign),
  ];
  await ports.commit(writes, []);
  return campaign.id;
}
