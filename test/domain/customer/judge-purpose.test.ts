import { expect, it } from 'vitest';
import { processingPurposes, rolePurposes, staffRoles } from '../../../lambda/domain/access.ts';
import { judgePurpose } from '../../../lambda/domain/customer/judge-purpose.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';
import { orIssues } from '../input/parse-or-issues.ts';

const order = `dis-${'0'.repeat(26)}`;
const judge = (viewer: Partial<StaffViewer>) =>
  orIssues(() =>
    judgePurpose({ settings: { referencePattern: /^SUP-\d+$/ } as never }, {
      roles: [],
      ...viewer,
    } as StaffViewer),
  );

it('lets each role name its purposes and no other, and no text that is none (P1.1)', () => {
  for (const role of staffRoles)
    for (const purpose of [...processingPurposes, 'CURIOSITY', 'toString'])
      expect(judge({ roles: [role], purpose, reference: 'SUP-1' }), `${role} ${purpose}`).toEqual(
        (rolePurposes[role] as readonly string[]).includes(purpose)
          ? { purpose, reference: 'SUP-1' }
          : ['PURPOSE_NOT_ALLOWED '],
      );
  const both = { roles: ['auditor', 'support'] as const, reference: 'SUP-1' };
  expect(judge({ ...both, purpose: 'SERVICE_SUPPORT' })).toEqual({
    purpose: 'SERVICE_SUPPORT',
    reference: 'SUP-1',
  });
});

it('asks for a purpose first and then for a reference that can be one; an order is a reference for a duty of law alone', () => {
  const officer = { roles: ['privacy_officer'] as const };
  expect(judge({ ...officer, reference: 'SUP-1' })).toEqual(['PURPOSE_REQUIRED ']);
  expect(judge({ ...officer, purpose: 'SECURITY' })).toEqual(['REFERENCE_REQUIRED ']);
  expect(judge({ ...officer, purpose: 'SECURITY', reference: 'x' })).toEqual(['REFERENCE_UNKNOWN ']);
  expect(judge({ ...officer, purpose: 'SECURITY', reference: order })).toEqual(['REFERENCE_UNKNOWN ']);
  const duty = { purpose: 'LEGAL_DUTY', reference: order };
  expect(judge({ ...officer, ...duty })).toEqual(duty);
});
