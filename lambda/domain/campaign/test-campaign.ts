import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { newJob } from '../jobs/queue-job.ts';
import { variablesAt } from '../mail/enqueue-mail.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { requireCampaign } from './require-campaign.ts';

/**
 * Sends a campaign to its author, as a customer would get it, to the address that the author's token vouches for. The address is
 * sealed under a key of the campaign's own until the mail was sent, and then forgotten.
 * @throws DomainError NOT_FOUND, WRONG_STATE, FORBIDDEN (not its author), ADDRESS_NOT_VERIFIED
 */
export async function testCampaign(
  deps: Pick<
    Ports,
    'now' | 'random' | 'commit' | 'blindIndex' | 'campaigns' | 'jobs' | 'idempotency' | 'sealing'
  >,
  viewer: StaffViewer,
  call: { idempotencyKey: string; campaignId: string },
): Promise<{ campaignId: string }> {
  const { idempotencyKey, campaignId } = call;
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation: 'testCampaign', idempotencyKey, input: campaignId }, async () => {
    const campaign = await requireCampaign(deps, campaignId, ['DRAFTED', 'APPROVED']);
    if (campaign.author !== viewer.subject) throw new DomainError('FORBIDDEN');
    const { verifiedEmail } = viewer;
    if (!verifiedEmail) throw new DomainError('ADDRESS_NOT_VERIFIED', ['campaignId']);
    const id = deps.random.id();
    const kept = await deps.sealing.loadKeyring(campaignId);
    const keyring = kept ?? deps.sealing.newKeyring(campaignId);
    const sealing = await deps.sealing.ready(['contact'], kept ? [kept] : []);
    const sealed = Buffer.from(sealing.seal(keyring, variablesAt(id), verifiedEmail)).toString('base64url');
    const keys = deps.sealing.saveKeyring(keyring);
    const report = { campaignId, sealed };
    const job = newJob({ id, type: 'TEST_CAMPAIGN', requestedBy: viewer.subject, report }, deps.now());
    return {
      writes: [...deps.jobs.insert(job), ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'TEST_CAMPAIGN', reference: campaignId })],
      result: { campaignId },
    };
  });
}
