import { DomainError } from '../lambda/domain/errors.ts';
import type { PolicyVersion } from '../lambda/domain/policy/version.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { PolicyVersionType } from './policy.ts';
import { type Drafted, PolicyDraftType } from './policy-draft.ts';
import { DraftPolicyInput, PolicyDraftInput } from './policy-inputs.ts';
import { requireStaff } from './require-staff.ts';

const { approvePolicy, draftPolicy, publishPolicy, requireDraft } = lateOperations;

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

mutation('draftPolicy', {
  payload: DraftPolicyPayload,
  access: writers,
  description:
    'Writes down what the next version of the policy is to say (P7.2). It changes nothing for anybody yet.',
  input: DraftPolicyInput,
  act: async (input, { ports, viewer }) => {
    const { idempotencyKey, content, lawOverride } = input;
    const call = { idempotencyKey, content, lawOverride: lawOverride ?? undefined };
    const { draftId } = await draftPolicy(ports, requireStaff(viewer), call);
    return { draft: await requireDraft(ports, draftId), language: viewer.language };
  },
});

mutation('approvePolicy', {
  payload: ApprovePolicyPayload,
  access: writers,
  description: 'Approves a draft of the policy that somebody else wrote.',
  input: ApprovePolicyInput,
  act: async (input, { ports, viewer }) => {
    const draftId = requireLocalId('PolicyDraft', input.draftId, ['draftId']);
    await approvePolicy(ports, requireStaff(viewer), { ...input, draftId });
    return { draft: await requireDraft(ports, draftId), language: viewer.language };
  },
});

mutation('publishPolicy', {
  payload: PublishPolicyPayload,
  access: writers,
  description:
    'Publishes an approved draft: the next version, in force from one instant, a minute ahead, and never altered afterwards (P7.2, P7.4).',
  input: PublishPolicyInput,
  act: async (input, { ports, viewer }) => {
    const draftId = requireLocalId('PolicyDraft', input.draftId, ['draftId']);
    const published = await publishPolicy(ports, requireStaff(viewer), { ...input, draftId });
    const versions = await ports.policies.versionsNow();
    const version = versions.find((one) => one.version === published.version);
    if (!version) throw new DomainError('NOT_FOUND');
    return { version, language: viewer.language };
  },
});
