import { act, type Example, maskedList } from './example.ts';
import { policyInForce } from './policy.ts';

/** A step of a campaign: its title, what it does, and what is asked of the campaign behind it. */
const campaignStep = (name: string, title: string, explanation: string, fields: string): Example => ({
  role: 'marketing',
  title,
  explanation,
  query: act(name, `campaign {\n      ${fields}\n    }`),
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

/** For marketing. */
export const marketing: readonly Example[] = [
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
    query: act('draftCampaign', 'campaign {\n      id\n      state\n    }'),
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
];
