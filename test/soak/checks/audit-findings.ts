import { canary } from '../../harness/cloud.ts';
import { patiently } from '../patiently.ts';
import type { Stage } from '../stage.ts';

/** Has the auditor verify the trail, rows and archive, as the product does it. */
export async function auditFindings({
  cloud,
}: Stage): Promise<{ readonly rows: number; readonly findings: readonly string[] }> {
  const token = await cloud.staff('auditor');
  const { data } = await cloud.ask(
    'mutation ($key: String!) { verifyAudit(input: { idempotencyKey: $key }) { verification { id } errors { code } } }',
    { token, variables: { key: canary('key-') } },
  );
  const { id } = data.verifyAudit.verification;
  const query =
    'query ($id: ID!) { auditVerification(id: $id) { state intact rows findings { kind lane seq } } }';
  const { intact, rows, findings } = await patiently(async () => {
    const answer = await cloud.ask(query, { token, variables: { id } });
    const found = answer.data.auditVerification;
    return found.state === 'DONE' ? found : undefined;
  });
  const told = findings.map((finding: object) => JSON.stringify(finding));
  return { rows, findings: intact ? told : ['the trail is not intact', ...told] };
}
