import type { Campaign } from '../lambda/domain/campaign/campaign.ts';
import type { GivenWords } from '../lambda/domain/campaign/parse-words.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import { CampaignType } from './campaign.ts';
import { CampaignInput, DraftCampaignInput } from './campaign-inputs.ts';
import type { ApiPorts } from './context.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { approveCampaign, countCampaign, draftCampaign, steerCampaign, testCampaign } = lateOperations;

const writers = ['marketing'] as const;

const payload = (name: string) => payloadOf<Campaign>(name, 'campaign', CampaignType as never, writers);

async function campaignOf(ports: ApiPorts, campaignId: string): Promise<Campaign> {
  const campaign = await ports.campaigns.load(campaignId);
  if (!campaign) throw new DomainError('NOT_FOUND');
  return campaign;
}

/** Where a text is left out in GraphQL it is null. */
const words = ({
  action,
  ...rest
}: Omit<GivenWords, 'action'> & { action?: GivenWords['action'] | null }): GivenWords =>
  action ? { ...rest, action } : rest;

const DraftCampaignPayload = payload('DraftCampaign');

mutation('draftCampaign', {
  payload: DraftCampaignPayload,
  access: writers,
  description:
    'Writes a campaign down (P2.4, P2.5, P2.7). Nothing is sent before another person approved it.',
  input: DraftCampaignInput,
  act: async (input, { ports, viewer }) => {
    const { idempotencyKey, name, purpose, audience, content, startsAt } = input;
    const { languages, products } = audience ?? {};
    const { campaignId } = await draftCampaign(ports, requireStaff(viewer), {
      idempotencyKey,
      name,
      purpose,
      audience: { ...(languages && { languages }), ...(products && { products }) },
      content: { vi: words(content.vi), en: words(content.en) },
      startsAt: startsAt ?? undefined,
    });
    return campaignOf(ports, campaignId);
  },
});

type Act = (
  ports: ApiPorts,
  viewer: StaffViewer,
  call: { idempotencyKey: string; campaignId: string },
) => Promise<{ campaignId: string }>;

/** A mutation that takes a campaign and nothing else. */
function campaignMutation(name: string, description: string, act: Act): void {
  const typeName = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  mutation(name, {
    payload: payload(typeName),
    access: writers,
    description,
    input: CampaignInput(`${typeName}Input`),
    async act({ idempotencyKey, campaignId: globalId }, { ports, viewer }) {
      const campaignId = requireLocalId('Campaign', globalId, ['campaignId']);
      await act(ports, requireStaff(viewer), { idempotencyKey, campaignId });
      return campaignOf(ports, campaignId);
    },
  });
}

campaignMutation(
  'countCampaign',
  'Has the audience counted, and whom the gate would refuse and why: a job, read at `Campaign.count`.',
  countCampaign,
);
campaignMutation(
  'testCampaign',
  'Sends it to its author, as a customer would get it, to the address that the sign-in vouches for. `Campaign.testedAt` says when.',
  testCampaign,
);
campaignMutation(
  'approveCampaign',
  'Approves a campaign that somebody else wrote and was sent as a test.',
  approveCampaign,
);
campaignMutation(
  'startCampaign',
  'Starts an approved campaign, or sets it to start when it says.',
  (ports, viewer, call) => steerCampaign(ports, viewer, { ...call, step: 'start' }),
);
campaignMutation(
  'pauseCampaign',
  'Holds a running campaign: what has not begun to be sent waits.',
  (ports, viewer, call) => steerCampaign(ports, viewer, { ...call, step: 'pause' }),
);
campaignMutation('resumeCampaign', 'Goes on with a paused campaign.', (ports, viewer, call) =>
  steerCampaign(ports, viewer, { ...call, step: 'resume' }),
);
campaignMutation(
  'stopCampaign',
  'Ends a campaign for good: what has not begun to be sent never is.',
  (ports, viewer, call) => steerCampaign(ports, viewer, { ...call, step: 'stop' }),
);
