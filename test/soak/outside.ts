import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keepFiles } from '../../local/kept-files.ts';
import { issueToken, type TokenRequest } from '../../local/oidc/issue-token.ts';
import { signingKey } from '../../local/oidc/keys.ts';
import { awsOf } from '../harness/aws-of.ts';
import { canary, type TestCloud } from '../harness/cloud.ts';
import { patientAsk } from './patient-ask.ts';
import type { RunningCloud } from './running-cloud.ts';
import type { Tally } from './tally.ts';

/** Tokens outlive the run, and the hours that its clock is set ahead at the end. */
const tokenSeconds = 8 * 3600;

/**
 * A cloud in another process as the harness knows one. What only its own process has (faults of SES, what KMS holds) is not
 * there, and nothing of a soak asks for it.
 * @param signingFiles folder of the issuers' keys
 */
export function seenFromOutside(
  running: RunningCloud,
  { signingFiles, tally }: { readonly signingFiles: string; readonly tally: Tally },
): TestCloud {
  const { known } = running;
  const refusals: string[] = [];
  const direct = new DynamoDBClient({ ...awsOf(known), endpoint: known.dynamoUrl });
  const token = async (request: TokenRequest) => {
    const key = await signingKey(request.issuer, keepFiles(signingFiles));
    return issueToken({ url: known.issuersUrl, key }, { expiresIn: tokenSeconds, ...request });
  };
  const seen: Partial<TestCloud> = {
    url: known.url,
    inboxUrl: known.inboxUrl,
    s3Url: known.s3Url,
    environment: known.environment,
    tableNames: known.tableNames,
    auditBucket: known.auditBucket,
    inboundBucket: known.inboundBucket,
    dynamo: { url: known.dynamoUrl, engine: 'embedded', note: '', stop: () => running.stop() },
    direct,
    logs: [],
    refusals,
    ask: patientAsk(known.url, tally, refusals),
    staff: (username) => token({ issuer: 'staff', username }),
    customer: (username) => token({ issuer: 'customers', username }),
    service: (clientId, scopes) => token({ issuer: 'services', clientId, ...(scopes && { scopes }) }),
    employee: (...groups) => token({ issuer: 'staff', username: canary('staff'), groups }),
    invoke: (name, event) => running.call('invoke', name, event),
  };
  return seen as TestCloud;
}
