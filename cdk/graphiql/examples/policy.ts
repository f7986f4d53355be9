import { act, type Example } from './example.ts';

export const policyInForce = `query PolicyInForce {
  policyInForce(language: en) {
    version
    effectiveAt
    purposes {
      purpose
      advertising
      coveredByAgreement
      wording
    }
  }
}`;

const statement = (purpose: string, vi: string, en: string, flags = {}) => ({
  purpose,
  coveredByAgreement: false,
  advertising: false,
  wording: { vi, en },
  ...flags,
});

const draftContent = {
  text: { vi: 'Toàn văn chính sách.', en: 'The policy in full.' },
  purposes: [
    statement('STORAGE', 'Tôi đồng ý để CloudFly lưu trữ.', 'I agree that CloudFly stores it.'),
    statement('SERVICE_NOTICE', 'Thông báo về dịch vụ.', 'Notices about services.', {
      coveredByAgreement: true,
    }),
    statement('PROMOTIONS', 'Tôi đồng ý nhận khuyến mại.', 'I agree to be told of promotions.', {
      advertising: true,
    }),
  ],
  sensitiveNotice: {
    vi: 'Tài khoản ngân hàng và thẻ là dữ liệu nhạy cảm.',
    en: 'Bank account and card details are sensitive.',
  },
};

/** What the privacy officer does with the policy and its bases. */
export const policyWork: readonly Example[] = [
  {
    role: 'privacy_officer',
    title: 'Draft the next policy',
    explanation:
      'Changes nothing for anybody yet. A draft that breaks a rule of law is refused, and told which article.',
    query: act(
      'draftPolicy',
      'draft {\n      id\n      state\n      overriddenRules {\n        rule\n        article\n      }\n    }',
    ),
    variables: { input: { idempotencyKey: '{key}', content: draftContent } },
  },
  {
    role: 'privacy_officer',
    title: 'Approve a draft',
    explanation: 'As another person than its author: paste the id of the draft.',
    query: act('approvePolicy', 'draft {\n      state\n      approver\n    }'),
    variables: { input: { idempotencyKey: '{key}', draftId: 'id of a draft' } },
  },
  {
    role: 'privacy_officer',
    title: 'Publish a policy',
    explanation: 'In force a minute later, and never altered or taken back: paste the id of the draft.',
    query: act('publishPolicy', 'version {\n      version\n      effectiveAt\n    }'),
    variables: { input: { idempotencyKey: '{key}', draftId: 'id of an approved draft' } },
  },
  {
    role: 'privacy_officer',
    title: 'Another basis than consent',
    explanation:
      'For an operational purpose, with its proof, which is sealed. The customer sees it (L91 19).',
    query: act('recordLegalBasis', 'basis {\n      purpose\n      basis\n      at\n      endsAt\n    }'),
    variables: {
      input: {
        idempotencyKey: '{key}',
        customerId: '{customer}',
        purpose: 'BILLING_NOTICE',
        basis: 'CONTRACT',
        proof: 'Contract 2026/118, clause 4.',
      },
    },
  },
  {
    role: 'privacy_officer',
    title: 'End that basis',
    explanation: 'From now on the purpose needs another ground.',
    query: act('endLegalBasis', 'basis {\n      purpose\n      endsAt\n    }'),
    variables: {
      input: { idempotencyKey: '{key}', customerId: '{customer}', purpose: 'BILLING_NOTICE' },
    },
  },
];
