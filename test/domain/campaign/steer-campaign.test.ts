import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import { steerCampaign } from '../../../lambda/domain/campaign/steer-campaign.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';
import { campaignOf } from './memory-campaigns.ts';

const viewer = {
  kind: 'staff',
  subject: 'author',
  roles: ['marketing'],
  requestId: 'r',
} as unknown as StaffViewer;
type Step = Parameters<typeof steerCampaign>[2]['step'];

/** What a step makes of a campaign: the rows that it would write. */
async function steer(campaign: Campaign, step: Step) {
  const written: unknown[] = [];
  const row = (item: unknown) => ({ refusal: 'STALE_REVISION', refusalPath: [], item }) as const;
  const index = (_: string, value: string) => value;
  const deps = {
    now: () => new Date('2026-03-02T08:00:00.000Z'),
    blindIndex: {
      ready: async () => ({ of: index, allOf: (kind: string, value: string) => [index(kind, value)] }),
    },
    idempotency: { load: async () => undefined, insert: () => row('ANSWER') },
    campaigns: { load: async () => campaign, replace: (_: Campaign, after: Campaign) => row(after) },
    jobs: { load: async () => undefined, insert: () => [row('JOB')] },
    commit: async (writes: readonly { item: unknown }[]) => {
      written.push(...writes.map(({ item }) => item).filter((item) => item !== 'ANSWER'));
    },
  } as unknown as Ports;
  const call = { idempotencyKey: 'key-0123456789abcdef', campaignId: campaign.id, step };
  try {
    await steerCampaign(deps, viewer, call);
    return written;
  } catch (error) {
    expect(written).toEqual([]);
    return (error as { code: string }).code;
  }
}

const approved = campaignOf({ state: 'APPROVED', startedAt: undefined });
const by = (changes: Partial<NonNullable<Campaign['approval']>>): Campaign => ({
  ...approved,
  approval: approved.approval && { ...approved.approval, ...changes },
});

describe('a campaign is started', () => {
  it('as another than its author approved it', async () => {
    expect(await steer(approved, 'start')).toMatchObject([{ state: 'RUNNING', version: 4 }, 'JOB']);
  });

  it('never without an approval of these very words, by another', async () => {
    for (const campaign of [
      { ...approved, approval: undefined },
      by({ by: approved.author }),
      by({ digest: '0'.repeat(64) }),
    ])
      expect(await steer(campaign, 'start')).toBe('NOT_APPROVED');
  });
});

describe('a campaign is steered', () => {
  it('from the states that allow it alone; what is over stays so', async () => {
    const allowed: Readonly<Record<Step, readonly string[]>> = {
      start: ['APPROVED'],
      pause: ['RUNNING'],
      resume: ['PAUSED'],
      stop: ['DRAFTED', 'APPROVED', 'RUNNING', 'PAUSED'],
    };
    for (const [step, from] of Object.entries(allowed))
      for (const state of ['DRAFTED', 'APPROVED', 'RUNNING', 'PAUSED', 'STOPPED', 'DONE'] as const) {
        const outcome = await steer({ ...approved, state }, step as Step);
        if (from.includes(state)) expect(outcome, `${step} ${state}`).not.toBe('WRONG_STATE');
        else expect(outcome, `${step} ${state}`).toBe('WRONG_STATE');
      }
  });

  it('but not when it announces the policy', async () => {
    const announcing = campaignOf({ purpose: 'POLICY_CHANGE', content: undefined, policyVersion: 2 });
    for (const step of ['pause', 'stop'] as const) expect(await steer(announcing, step)).toBe('WRONG_STATE');
  });
});
