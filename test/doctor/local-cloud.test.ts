import { afterAll, beforeAll, expect, test } from 'vitest';
import { checksAnywhere } from '../../local/doctor/checks.ts';
import { examine } from '../../local/doctor/examine.ts';
import { localCloudOf } from '../../local/doctor/local-cloud.ts';
import { userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { approved, firstContent, publish } from '../harness/policy-drafts.ts';
import { registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
/** Functions of the same cloud, an hour later: a version is in force a minute after it was published. */
let later: Beside | undefined;
beforeAll(async () => {
  cloud = await startTestCloud({ policy: false });
});
afterAll(async () => {
  await later?.stop();
  await cloud.stop();
});

/** Names of what is not fine, asked at that site. */
async function lacking(siteUrl: string): Promise<readonly string[]> {
  const found = await examine(checksAnywhere, localCloudOf({ ...cloud.environment, LINKS_URL: siteUrl }));
  return found.filter(([, { state }]) => state !== 'FINE').map(([name]) => name);
}

test('an empty cloud becomes sound by the steps that are written down: two people publish the file, a customer registers', async () => {
  expect(await lacking(cloud.url)).toEqual(['policy in force', 'first keys']);

  const [author, approver] = [
    await cloud.employee('privacy_officer'),
    await cloud.employee('privacy_officer'),
  ];
  const id = await approved(cloud, [author, approver], { content: firstContent() });
  const published = await publish(cloud, author, id);
  expect(userErrors(published)).toEqual([]);
  expect(published.data.publishPolicy.version.version).toBe(1);
  later = await startBeside(cloud, { functions: ['api'], hoursAhead: 1 });
  expect(await lacking(later.url)).toEqual(['first keys']);

  await registerCustomer({ ...cloud, ask: later.ask });
  expect(await lacking(later.url)).toEqual([]);
});
