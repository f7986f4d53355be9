import { DomainError } from '../lambda/domain/errors.ts';
import { approvePolicy } from '../lambda/domain/policy/approve-policy.ts';
import { requireDraft } from '../lambda/domain/policy/draft.ts';
import { draftPolicy } from '../lambda/domain/policy/draft-policy.ts';
import { publishPolicy } from '../lambda/domain/policy/publish-policy.ts';
import type { PolicyVersion } from '../lambda/domain/policy/version.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { requireStaff } from './customer.ts';
import { outcome } from './errors.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { PolicyVersionType } from './policy.ts';
import { type Drafted, PolicyDraftType } from './policy-draft.ts';
import { DraftPolicyInput, PolicyDraftInput } from './policy-inputs.ts';

const writers = ['privacy_officer'] as const;

const DraftPolicyPayload = payloadOf<Drafted>('DraftPolicy', 'draft', PolicyDraftType as never, writers);
const ApprovePolicyPayload = payloadOf<Drafted>('ApprovePolicy', 'draft', PolicyDraftType as never, writers);
const PublishPolicyPayload = payloadOf<{ version: PolicyVersion; language: Language }>(
  'PublishPolicy',
  'version',
  PolicyVersionType as never,
  writers,
);
const ApprovePolicyInput = PolicyDraftInput('ApprovePolicyInput');
const PublishPolicyInput = PolicyDraftInput('PublishPolicyInput');

builder.mutationFields((t) => ({
  draftPolicy: t.field({
    type: DraftPolicyPayload,
    access: writers,
    cost: 10,
    description:
      'Writes down what the next version of the policy is to say (P7.2). It changes nothing for anybody yet.',
    args: { input: t.arg({ type: DraftPolicyInput, access: writers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { idempotencyKey, content, lawOverride } = input;
        const call = { idempotencyKey, content, lawOverride: lawOverride ?? undefined };
        const { draftId } = await draftPolicy(ports, requireStaff(viewer), call);
        return { draft: await requireDraft(ports, draftId), language: viewer.language };
      }),
  }),
  approvePolicy: t.field({
    type: ApprovePolicyPayload,
    access: writers,
    cost: 10,
    description: 'Approves a draft of the policy that somebody else wrote.',
    args: { input: t.arg({ type: ApprovePolicyInput, access: writers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const draftId = requireLocalId('PolicyDraft', input.draftId, ['draftId']);
        await approvePolicy(ports, requireStaff(viewer), { ...input, draftId });
        return { draft: await requireDraft(ports, draftId), language: viewer.language };
      }),
  }),
  publishPolicy: t.field({
    type: PublishPolicyPayload,
    access: writers,
    cost: 10,
    description:
      'Publishes an approved draft: the next version, in force from one instant, a minute ahead, and never altered afterwards (P7.2, P7.4).',
    args: { input: t.arg({ type: PublishPolicyInput, access: writers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const draftId = requireLocalId('PolicyDraft', input.draftId, ['draftId']);
        const published = await publishPolicy(ports, requireStaff(viewer), { ...input, draftId });
        const versions = await ports.policies.versionsNow();
        const version = versions.find((one) => one.version === published.version);
        if (!version) throw new DomainError('NOT_FOUND');
        return { version, language: viewer.language };
      }),
  }),
}));
