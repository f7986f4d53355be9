import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { userErrors } from './ask.ts';
import { startBeside } from './beside.ts';
import { canary, type TestCloud } from './cloud.ts';
import { eventually } from './mails.ts';
import { type Asked, type Input, mutation } from './mutations.ts';
import type { Registered } from './register.ts';
import { localIdOf } from './register.ts';
import { decideRight, requestErasure } from './rights.ts';
import { recordsOf, textOf } from './tables.ts';

type Who = Pick<Registered, 'id' | 'token'>;

const shown =
  'id customerId cause classes held step startedAt doneAt certifiableAt certifiedAt certificate identityProvider suppressesAddress';

/** The newest erasure of a customer, as the privacy officer sees it. */
export async function erasureOf(at: Asked, officer: string, customerId: string) {
  const query = `query E($id: ID!) { erasuresOfCustomer(customerId: $id) { ${shown} } }`;
  const { data } = await at.ask(query, { token: officer, variables: { id: customerId } });
  return data.erasuresOfCustomer[0] ?? null;
}

/** Waits until an erasure of a customer has come to a step. */
export const erasedTo = (at: Asked, officer: string, customerId: string, step = 'DONE') =>
  eventually(async () => {
    const erasure = await erasureOf(at, officer, customerId);
    return erasure?.step === step ? erasure : undefined;
  });

/** Asks for an erasure. @returns the id of the rights request */
export async function askedErasure(at: Asked, { token }: Who, input: Input = {}): Promise<string> {
  const answer = await requestErasure(at, token, input);
  if (userErrors(answer).length > 0) throw new Error(`asking was refused: ${answer.text}`);
  return answer.data.requestErasure.me.rightsRequests[0].id;
}

export const granting = (at: Asked, officer: string, customer: Who, id: string) =>
  decideRight(at, officer, { customerId: customer.id, id, grant: true, reason: canary('granted ') });

/** Has a customer erased: asked for, and granted. @returns the id of the rights request */
export async function grantedErasure(
  at: Asked,
  officer: string,
  customer: Who,
  input: Input = {},
): Promise<string> {
  const id = await askedErasure(at, customer, input);
  const granted = await granting(at, officer, customer, id);
  if (userErrors(granted).length > 0) throw new Error(`granting was refused: ${granted.text}`);
  return id;
}

const hold = 'legalHold { id customerId classes isActive until liftedAt }';
export const placeLegalHold = mutation('placeLegalHold', hold);
export const liftLegalHold = mutation('liftLegalHold', hold);

/** The clock, once, as a process of its own. */
export async function clockOnce(cloud: TestCloud): Promise<void> {
  const beside = await startBeside(cloud, { functions: ['clock'] });
  try {
    await beside.invoke('clock', {});
  } finally {
    await beside.stop();
  }
}

/** Sets attributes of a row as if time had passed. */
export async function setRow(
  cloud: TestCloud,
  key: { readonly pk: string; readonly sk: string },
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(attributes);
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [`:${name}`, { S: value }]),
      ),
    }),
  );
}

const past = '2026-01-05T03:00:00.000Z';

/** As if the days had passed after which an erasure can be certified. */
export async function daysPassed(cloud: TestCloud, customerId: string): Promise<void> {
  const id = localIdOf(customerId);
  const rows = (await recordsOf(cloud, 'ERASURE')).filter((row) => textOf(row, 'customerId') === id);
  for (const row of rows) {
    const erasureId = textOf(row, 'id');
    await setRow(cloud, { pk: textOf(row, 'pk'), sk: textOf(row, 'sk') }, { certifiableAt: past });
    const job = { pk: `JOB#ERASE_CUSTOMER-${erasureId}`, sk: 'JOB' };
    await setRow(cloud, job, { dueAt: past, leaseUntil: past });
  }
}

/** As if a closed account had been kept long enough. */
export async function retentionPassed(cloud: TestCloud, customerId: string): Promise<void> {
  const key = { pk: `CUS#${localIdOf(customerId)}`, sk: 'PROFILE' };
  await setRow(cloud, key, { closedAt: '2025-01-05T03:00:00.000Z', retentionDueAt: past, dueAt: past });
}

/** As if what waits for a hold were to be looked at. */
export async function heldDue(cloud: TestCloud, customerId: string, erasureId: string): Promise<void> {
  await setRow(
    cloud,
    { pk: `ERASURE#${localIdOf(customerId)}`, sk: `ERASURE#${erasureId}` },
    { dueAt: past },
  );
}
