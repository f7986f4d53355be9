import type { TestCloud } from '../harness/cloud.ts';
import { activeCommitment, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import type { Cast } from './stage.ts';

/** Employees, services, a payment processor that has committed itself, and an authority. */
export async function assembleCast(cloud: TestCloud): Promise<Cast> {
  const legal = await legalTeam(cloud);
  const processor = await verifiedRecipient(cloud, legal);
  await activeCommitment(cloud, legal, processor.id);
  return {
    support: await Promise.all(Array.from({ length: 8 }, () => cloud.employee('support'))),
    officer: await cloud.employee('privacy_officer'),
    marketing: [await cloud.employee('marketing'), await cloud.employee('marketing')],
    legal,
    billing: await cloud.service('billing-service'),
    processor,
    authority: await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' }),
  };
}
