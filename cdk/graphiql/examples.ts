import type { ProcessingPurpose, StaffRole } from '../../lambda/domain/access.ts';
import type { ErrorCode } from '../../lambda/domain/errors.ts';

/** A query to begin with. Placeholders in `variables` are those of `fill-variables.ts`. */
export interface Example {
  readonly title: string;
  readonly role: StaffRole;
  readonly explanation: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly purpose?: ProcessingPurpose;
  readonly reference?: string;
  /** The code it is refused with before anything runs; left out when the role may run it. */
  readonly refused?: Extract<ErrorCode, 'FORBIDDEN' | 'ONE_CUSTOMER_AT_A_TIME' | 'PURPOSE_REQUIRED'>;
}

const maskedList = (name: string, fields: string) => `query ${name} {
  customers(first: 10) {
    nodes {
      id
      state
      addressState
      ${fields}
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`;

const policyInForce = `query PolicyInForce {
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

const trail = (name: string) => `query ${name}($filter: AuditTrailFilter!) {
  auditTrail(filter: $filter, first: 20) {
    nodes {
      at
      action
      outcome
      code
      actor
      roles
      customerId
      fields
      view
      purpose
      reference
    }
  }
}`;

const classes = `query WhoMayRead {
  accessMatrix {
    classes {
      dataClass
      role
      view
      fields
    }
  }
}`;

const verify = `mutation VerifyAudit($input: VerifyAuditInput!) {
  verifyAudit(input: $input) {
    verification {
      id
      state
    }
    errors {
      code
      message
      path
    }
  }
}`;

const latestVerification = `query LatestVerification {
  auditVerification {
    state
    intact
    lanes
    rows
    requestedAt
    finishedAt
    findings {
      kind
      lane
      seq
    }
  }
}`;

const paymentOf = (name: string) => `query ${name}($id: ID!) {
  customer(id: $id) {
    billingName {
      value
    }
    taxCode {
      value
    }
    card {
      value {
        brand
        lastFour
        expiry
      }
    }
  }
}`;

const errors = `errors {
      code
      message
      path
    }`;

const recordRefusal = `mutation RecordRefusal($input: RecordRefusalInput!) {
  recordRefusal(input: $input) {
    customer {
      id
      consents {
        choices {
          purpose
          channel
          granted
          at
        }
      }
    }
    ${errors}
  }
}`;

const customersChoices = `query ChoicesOfCustomer($id: ID!) {
  customer(id: $id) {
    consents {
      acceptedVersion
      needsGuardian
      choices {
        purpose
        channel
        granted
        at
        stale
      }
    }
    consentHistory(first: 10) {
      nodes {
        at
        type
        purpose
        channel
        granted
        path
        wording
      }
    }
  }
}`;

const guardianConsent = {
  title: "A guardian's agreement",
  explanation:
    'For a customer known to be under 16. Paste the digest of the notice that was shown (`collectionNotice`).',
  query: `mutation RecordGuardianConsent($input: RecordGuardianConsentInput!) {
  recordGuardianConsent(input: $input) {
    choices {
      purpose
      channel
      granted
      at
    }
    ${errors}
  }
}`,
  variables: {
    input: {
      idempotencyKey: '{key}',
      customerId: '{customer}',
      guardian: { name: 'Trần Thị Bình', relation: 'MOTHER' },
      proof: 'Birth certificate and identity card, seen at the counter.',
      ticket: 'SUP-1024',
      consents: [{ purpose: 'SURVEYS', channel: 'EMAIL', granted: true }],
      notice: { version: 1, language: 'vi', digest: 'the digest of the notice' },
    },
  },
} as const;

const refusal = {
  title: 'Record a refusal',
  explanation:
    'It holds at once, for mails of a campaign in flight as well; the customer is told by one mail.',
  query: recordRefusal,
  variables: {
    input: {
      idempotencyKey: '{key}',
      customerId: '{customer}',
      purposes: ['PROMOTIONS'],
      channels: ['EMAIL'],
      ticket: 'SUP-1024',
    },
  },
} as const;

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

const draftAct = (name: string, record: string) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return `mutation ${type}($input: ${type}Input!) {
  ${name}(input: $input) {
    ${record}
    ${errors}
  }
}`;
};

/** A step of a campaign: its title, what it does, and what is asked of the campaign behind it. */
const campaignStep = (name: string, title: string, explanation: string, fields: string): Example => ({
  role: 'marketing',
  title,
  explanation,
  query: draftAct(name, `campaign {\n      ${fields}\n    }`),
  variables: { input: { idempotencyKey: '{key}', campaignId: 'id of the campaign' } },
});

const campaignReport: Example = {
  role: 'marketing',
  title: 'Report of a campaign',
  explanation: 'What was counted, and what became of its mails: numbers alone. Paste the id of the campaign.',
  query: `query CampaignReport($id: ID!) {
  campaign(id: $id) {
    state
    startedAt
    finishedAt
    count {
      state
      audience
      allowed
      refused {
        code
        count
      }
    }
    progress {
      recipients
      everybodySeen
      outcomes {
        code
        count
      }
      reasons {
        code
        count
      }
    }
  }
}`,
  variables: { id: 'id of the campaign' },
};

const anotherTeamsWork = 'Marketing chooses audiences by consent, never by reading customers: refused whole.';

/** Ready examples, in the order in which the page offers them; the first of a role opens with it. */
export const examples: readonly Example[] = [
  {
    role: 'support',
    title: 'Customers, masked',
    explanation: 'At most two real characters of each value. No purpose is needed; every read is audited.',
    query: maskedList('CustomersMasked', 'name { masked }\n      email { masked }\n      phone { masked }'),
  },
  {
    role: 'support',
    title: 'One customer, contact details in clear',
    explanation:
      'A clear value needs a purpose and a reference, and stands in the audit trail before it is shown.',
    query: `query CustomerInClear($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
    email {
      value
    }
    phone {
      value
    }
    address {
      masked
    }
  }
}`,
    variables: { id: '{customer}' },
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
  },
  {
    role: 'support',
    title: 'Find a customer by address',
    explanation: 'The very address that the customer wrote from. The lookup is audited, found or not.',
    query: `query FindCustomer($email: EmailAddress!) {
  findCustomer(email: $email) {
    id
    kind
    addressState
    name {
      masked
    }
  }
}`,
    variables: { email: 'hoa.dang@example.com' },
  },
  {
    role: 'support',
    title: 'A payment value',
    explanation: 'Support reads no payment data: the operation is refused whole, and says who may.',
    query: paymentOf('PaymentRefused'),
    variables: { id: '{customer}' },
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
    refused: 'FORBIDDEN',
  },
  {
    role: 'support',
    title: 'Many customers in clear',
    explanation: 'Clear values are read of one customer at a time.',
    query: maskedList('ManyInClear', 'email { value }'),
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
    refused: 'ONE_CUSTOMER_AT_A_TIME',
  },
  { role: 'support', ...refusal },
  {
    role: 'support',
    title: 'What a customer agreed to',
    explanation: 'Every choice, and how it came about. Reading is audited, and counts as one masked read.',
    query: customersChoices,
    variables: { id: '{customer}' },
  },
  { role: 'support', ...guardianConsent },
  {
    role: 'billing',
    title: 'Customers, masked',
    explanation: 'Contact and payment data, at most two real characters of each value.',
    query: maskedList(
      'CustomersMasked',
      'name { masked }\n      billingName { masked }\n      card { masked }',
    ),
  },
  {
    role: 'billing',
    title: 'Payment details in clear',
    explanation:
      'For an invoice: with purpose and reference. Of a card only its processor token is ever held.',
    query: paymentOf('PaymentDetails'),
    variables: { id: '{customer}' },
    purpose: 'PAYMENT',
    reference: 'BIL-2048',
  },
  {
    role: 'billing',
    title: 'An identity number',
    explanation: 'Billing reads no identity data: refused.',
    query: `query IdentityRefused($id: ID!) {
  customer(id: $id) {
    identityNumber {
      masked
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'FORBIDDEN',
  },
  {
    role: 'legal',
    title: 'Customers, masked',
    explanation: 'Legal sees contact and identity data masked, to tell one customer from another.',
    query: maskedList('CustomersMasked', 'name { masked }\n      identityNumber { masked }'),
  },
  {
    role: 'legal',
    title: 'The policy in force',
    explanation: 'With the wording of each purpose, as customers agreed to it.',
    query: policyInForce,
  },
  {
    role: 'legal',
    title: 'A value in clear',
    explanation: 'Legal reads no values: what leaves the house goes through a disclosure. Refused.',
    query: `query NameRefused($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'FORBIDDEN',
  },
  {
    role: 'privacy_officer',
    title: 'The audit trail of today',
    explanation:
      'Who read what of whom, and why. Names of fields, never values. Reading the trail is audited too.',
    query: trail('AuditTrailOfToday'),
    variables: { filter: { day: '{today}' } },
  },
  {
    role: 'privacy_officer',
    title: 'The audit trail of one customer',
    explanation: 'Everything done to one record. The customer is the one last seen in an answer.',
    query: trail('AuditTrailOfCustomer'),
    variables: { filter: { customerId: '{customer}' } },
  },
  {
    role: 'privacy_officer',
    title: 'Customers, masked',
    explanation: 'Across the classes of personal data.',
    query: maskedList(
      'CustomersMasked',
      'name { masked }\n      identityNumber { masked }\n      dateOfBirth { masked }\n      bankAccount { masked }',
    ),
  },
  {
    role: 'privacy_officer',
    title: 'Identity data in clear',
    explanation: 'To answer a customer who asks for their rights: with purpose and reference.',
    query: `query IdentityInClear($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
    identityNumber {
      value
    }
    dateOfBirth {
      value
    }
    address {
      value {
        line
        ward
        province
        country
      }
    }
  }
}`,
    variables: { id: '{customer}' },
    purpose: 'RIGHTS_REQUEST',
    reference: 'PRV-3072',
  },
  {
    role: 'privacy_officer',
    title: 'Clear values without a purpose',
    explanation:
      'Nobody reads a value without saying what for: refused. Choose a purpose in the bar and run it again.',
    query: `query WithoutPurpose($id: ID!) {
  customer(id: $id) {
    email {
      value
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'PURPOSE_REQUIRED',
  },
  {
    role: 'privacy_officer',
    title: 'Who may read what',
    explanation: 'The table that the product enforces, by class of data and role.',
    query: classes,
  },
  {
    role: 'privacy_officer',
    title: 'Verify the audit trail',
    explanation: 'Starts a job that recomputes every hash chain; read its result with the next example.',
    query: verify,
    variables: { input: { idempotencyKey: '{key}' } },
  },
  {
    role: 'privacy_officer',
    title: 'The latest verification',
    explanation: 'Finds a changed, missing or reordered row, and a lost tail.',
    query: latestVerification,
  },
  {
    role: 'privacy_officer',
    title: 'Draft the next policy',
    explanation:
      'Changes nothing for anybody yet. A draft that breaks a rule of law is refused, and told which article.',
    query: draftAct(
      'draftPolicy',
      'draft {\n      id\n      state\n      overriddenRules {\n        rule\n        article\n      }\n    }',
    ),
    variables: { input: { idempotencyKey: '{key}', content: draftContent } },
  },
  {
    role: 'privacy_officer',
    title: 'Approve a draft',
    explanation: 'As another person than its author: paste the id of the draft.',
    query: draftAct('approvePolicy', 'draft {\n      state\n      approver\n    }'),
    variables: { input: { idempotencyKey: '{key}', draftId: 'id of a draft' } },
  },
  {
    role: 'privacy_officer',
    title: 'Publish a policy',
    explanation: 'In force a minute later, and never altered or taken back: paste the id of the draft.',
    query: draftAct('publishPolicy', 'version {\n      version\n      effectiveAt\n    }'),
    variables: { input: { idempotencyKey: '{key}', draftId: 'id of an approved draft' } },
  },
  {
    role: 'privacy_officer',
    title: 'Another basis than consent',
    explanation:
      'For an operational purpose, with its proof, which is sealed. The customer sees it (L91 19).',
    query: draftAct('recordLegalBasis', 'basis {\n      purpose\n      basis\n      at\n      endsAt\n    }'),
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
    query: draftAct('endLegalBasis', 'basis {\n      purpose\n      endsAt\n    }'),
    variables: {
      input: { idempotencyKey: '{key}', customerId: '{customer}', purpose: 'BILLING_NOTICE' },
    },
  },
  { role: 'privacy_officer', ...refusal },
  {
    role: 'privacy_officer',
    title: 'What a customer agreed to',
    explanation: 'Every choice, and how it came about. Reading is audited, and counts as one masked read.',
    query: customersChoices,
    variables: { id: '{customer}' },
  },
  { role: 'privacy_officer', ...guardianConsent },
  {
    role: 'marketing',
    title: 'The policy in force',
    explanation: 'The purposes that count as advertising need a choice that was never ticked beforehand.',
    query: policyInForce,
  },
  {
    role: 'marketing',
    title: 'What the sign-up form shows',
    explanation:
      'The notice that customers see before anything is collected, and the choices they are given.',
    query: `query CollectionNotice {
  collectionNotice(form: REGISTRATION, language: vi) {
    version
    fields {
      field
      dataClass
      required
      sensitive
      purposes
    }
    choices {
      purpose
      advertising
      wording
    }
    sensitiveNotice
  }
}`,
  },
  {
    role: 'marketing',
    title: 'Draft a campaign',
    explanation: 'Nothing is sent before it was tested and another person approved it.',
    query: draftAct('draftCampaign', 'campaign {\n      id\n      state\n    }'),
    variables: {
      input: {
        idempotencyKey: '{key}',
        name: 'Spring',
        purpose: 'PROMOTIONS',
        audience: { languages: ['vi', 'en'] },
        content: {
          vi: {
            subject: 'Ưu đãi mùa xuân',
            heading: 'Chào {{name}}',
            paragraphs: ['Giảm 20% trong tháng này.'],
          },
          en: { subject: 'A spring offer', heading: 'Hello {{name}}', paragraphs: ['20% off this month.'] },
        },
      },
    },
  },
  campaignStep(
    'countCampaign',
    'Count its audience',
    'Paste the id of the campaign. The numbers stand in its report a moment later.',
    'count {\n        state\n      }',
  ),
  campaignStep(
    'testCampaign',
    'Send yourself a test',
    'To the address of your own sign-in. The refusal links in a test lead nowhere.',
    'testedAt',
  ),
  campaignStep(
    'approveCampaign',
    'Approve a campaign',
    'As another person than its author, and after its test. Locally: sign in as marketing-2.',
    'state\n      approver\n      approvedAt',
  ),
  campaignStep('startCampaign', 'Start a campaign', 'Once it is approved.', 'state\n      startedAt'),
  campaignReport,
  campaignStep(
    'pauseCampaign',
    'Pause a campaign',
    'What has not begun to be sent waits until it is resumed.',
    'state',
  ),
  campaignStep('resumeCampaign', 'Resume a campaign', 'Goes on where it was paused.', 'state'),
  campaignStep(
    'stopCampaign',
    'Stop a campaign',
    'For good. Its report shows the rest as SUPPRESSED after the next turn of the sending.',
    'state',
  ),
  {
    role: 'marketing',
    title: 'A list of customers',
    explanation: anotherTeamsWork,
    query: maskedList('CustomersRefused', 'email { masked }'),
    refused: 'FORBIDDEN',
  },
  {
    role: 'auditor',
    title: 'The audit trail of today',
    explanation: 'Every act with its actor, purpose and outcome; refusals as well.',
    query: trail('AuditTrailOfToday'),
    variables: { filter: { day: '{today}' } },
  },
  {
    role: 'auditor',
    title: 'What I did myself',
    explanation: 'Reading the audit trail leaves its own rows in it.',
    query: trail('AuditTrailOfMine'),
    variables: { filter: { actor: '{me}' } },
  },
  {
    role: 'auditor',
    title: 'Verify the audit trail',
    explanation: 'Starts a job that recomputes every hash chain; read its result with the next example.',
    query: verify,
    variables: { input: { idempotencyKey: '{key}' } },
  },
  {
    role: 'auditor',
    title: 'The latest verification',
    explanation: 'Finds a changed, missing or reordered row, and a lost tail.',
    query: latestVerification,
  },
  {
    role: 'auditor',
    title: 'Who may read what',
    explanation: 'The table that the product enforces, by class of data and role.',
    query: classes,
  },
  {
    role: 'auditor',
    title: 'A customer',
    explanation: 'An auditor sees that somebody was read, never who it is: refused.',
    query: maskedList('CustomersRefused', 'name { masked }'),
    refused: 'FORBIDDEN',
  },
  {
    role: 'operator',
    title: 'Who may use each field',
    explanation: 'Every field and argument of the API with its audience, as enforced.',
    query: `query Rules {
  accessMatrix {
    rules {
      coordinate
      audience
    }
  }
}`,
  },
  {
    role: 'operator',
    title: 'The versions of the policy',
    explanation: 'Every version ever published, oldest first.',
    query: `query PolicyVersions {
  policyVersions(language: en) {
    version
    effectiveAt
    digest
  }
}`,
  },
  {
    role: 'operator',
    title: 'A customer',
    explanation: 'Whoever runs the product reads no customer: refused.',
    query: maskedList('CustomersRefused', 'name { masked }'),
    refused: 'FORBIDDEN',
  },
];

/** The examples of somebody who holds these roles. */
export const examplesOf = (roles: readonly StaffRole[]): readonly Example[] =>
  examples.filter(({ role }) => roles.includes(role));
