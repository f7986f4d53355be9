import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import { createBlindIndex } from '../crypto/blind-index.ts';
import { createJwsSigner } from '../crypto/jws-signer.ts';
import { createNamedKeys } from '../crypto/named-keys.ts';
import { createRefusalTokens } from '../crypto/refusal-tokens.ts';
import { createRecipientSealing } from '../crypto/seal-for-recipient.ts';
import { createSealing } from '../crypto/sealing.ts';
import type { ErasurePorts } from '../domain/erasure/erasure-ports.ts';
import type { Ports } from '../domain/ports.ts';
import type { AuditKeys } from '../store/audit-lane-rows.ts';
import { createAuditChain } from '../store/audit-lanes.ts';
import { createBindingStore } from '../store/bindings.ts';
import { createCampaignStore } from '../store/campaigns.ts';
import { createChangeStore } from '../store/changes.ts';
import { createCommitmentStore } from '../store/commitments.ts';
import { createConsentStore } from '../store/consents.ts';
import { createContactStateStore } from '../store/contact-states.ts';
import { createCorrectionStore } from '../store/corrections.ts';
import { createCorrespondentStore } from '../store/correspondents.ts';
import { createCounterStore } from '../store/counters.ts';
import { createCustomerStore } from '../store/customers.ts';
import { createDisclosureStore } from '../store/disclosures.ts';
import { createEmailChangeStore } from '../store/email-changes.ts';
import { createEmailHoldStore } from '../store/email-holds.ts';
import { createEmailStore } from '../store/emails.ts';
import { createErasureStore } from '../store/erasures.ts';
import { createFieldQualityStore } from '../store/field-quality.ts';
import { createIdempotencyStore } from '../store/idempotency.ts';
import { createInboundMailStore } from '../store/inbound-mails.ts';
import { createIncidentStore } from '../store/incidents.ts';
import { createInformationRequestStore } from '../store/information-requests.ts';
import { createJobStore } from '../store/jobs.ts';
import { createKeyStore } from '../store/keys.ts';
import { createLegalHoldStore } from '../store/legal-holds.ts';
import { createNoticeStore } from '../store/notices.ts';
import { createOffSiteLinkStore } from '../store/off-site-links.ts';
import { createOutboxStore } from '../store/outbox.ts';
import { createPermissionStore } from '../store/permissions.ts';
import { createPhoneStore } from '../store/phones.ts';
import { createPolicyStore } from '../store/policies.ts';
import { createPolicyDraftStore } from '../store/policy-drafts.ts';
import { createRecipientStore } from '../store/recipients.ts';
import { createReferenceStore } from '../store/references.ts';
import { createRequestStore } from '../store/requests.ts';
import { createRightsRequestStore } from '../store/rights-requests.ts';
import { createServiceTermStore } from '../store/service-terms.ts';
import { createSignalStore } from '../store/signals.ts';
import { createSuppressionStore } from '../store/suppressions.ts';
import { createThreadStore } from '../store/threads.ts';
import { createTokenStore } from '../store/tokens.ts';
import { createCommit } from '../store/transact.ts';
import { classKeysOf } from './class-keys.ts';
import { createDynamoClient } from './dynamo-client.ts';
import { type Environment, readEnvironment } from './env.ts';
import { createKmsClient } from './kms-client.ts';
import { lateAuditReader, lateDeadlines } from './late-stores.ts';
import { lazy } from './lazy.ts';
import { createLog } from './log.ts';
import { systemRandom } from './random.ts';

/** Everything that every function may use; what sends mail or reads the archive is wired where it is used. */
export type Wired = Omit<Ports, 'mailTransport' | 'composeMail' | 'ledger'> &
  Pick<ErasurePorts, 'suppressions'> & {
    readonly auditKeys: AuditKeys;
    /** The process's clients: one connection pool and one manner of failing for all. */
    readonly dynamo: DynamoDBClient;
    readonly kms: KMSClient;
  };

/**
 * Fills the ports from the environment. Each is made when it is first used, so that a function needs only the variables, and has
 * only the powers, of what it does.
 */
export function createWiring(env: Environment): Wired {
  const now = () => new Date();
  const random = systemRandom;
  const log = createLog({
    write: (line) => process.stdout.write(`${line}\n`),
    now,
    function: env.functionName,
  });
  const dynamo = lazy(() => createDynamoClient(log));
  const kms = lazy(() => createKmsClient(log));
  const keyStore = lazy(() => createKeyStore({ dynamo: dynamo(), table: env.text('tableKeys') }));
  const records = lazy(() => ({ dynamo: dynamo(), table: env.text('tableRecords'), now }));
  const auditKeys = lazy((): AuditKeys => {
    const kmsKeyId = env.text('keyAudit');
    const keys = createNamedKeys({ kms: kms(), keyStore: keyStore(), now, kmsKeyId, purpose: 'audit' });
    return { macKey: () => keys.get('AUDIT-MAC#1'), originKey: (month) => keys.get(`ORIGIN#${month}`) };
  });
  const commit = lazy(() => {
    const tableName = env.text('tableAudit');
    const auditChain = createAuditChain({ auditKeys: auditKeys(), tableName, now, random });
    return createCommit({ dynamo: dynamo(), auditChain, random, log });
  });
  const kmsKeys = classKeysOf(env);
  const createsKeys = env.createsKeys;
  const parts = {
    dynamo,
    kms,
    auditKeys,
    commit,
    sealing: lazy(() =>
      createSealing({ kms: kms(), keyStore: keyStore(), kmsKeys, now, random, createsKeys }),
    ),
    blindIndex: lazy(() =>
      createBlindIndex({
        kms: kms(),
        keyStore: keyStore(),
        now,
        kmsKeyId: env.text('keyIndex'),
        createsKeys,
      }),
    ),
    customers: lazy(() => createCustomerStore({ ...records(), keysTable: env.text('tableKeys') })),
    bindings: lazy(() => createBindingStore(records())),
    emailChanges: lazy(() => createEmailChangeStore(records())),
    emailHolds: lazy(() => createEmailHoldStore(records())),
    emails: lazy(() => createEmailStore(records())),
    phones: lazy(() => createPhoneStore(records())),
    references: lazy(() => createReferenceStore(records())),
    policies: lazy(() => createPolicyStore(records())),
    policyDrafts: lazy(() => createPolicyDraftStore(records())),
    consents: lazy(() => createConsentStore(records())),
    notices: lazy(() => createNoticeStore(records())),
    changes: lazy(() => createChangeStore(records())),
    campaigns: lazy(() => createCampaignStore(records())),
    contactStates: lazy(() => createContactStateStore(records())),
    outbox: lazy(() => createOutboxStore(records())),
    serviceTerms: lazy(() => createServiceTermStore(records())),
    requests: lazy(() => createRequestStore(records())),
    correspondents: lazy(() => createCorrespondentStore({ ...records(), keysTable: env.text('tableKeys') })),
    inboundMails: lazy(() => createInboundMailStore(records())),
    threads: lazy(() => createThreadStore(records())),
    informationRequests: lazy(() => createInformationRequestStore(records())),
    refusalTokens: lazy(() =>
      createRefusalTokens({ kms: kms(), keyStore: keyStore(), now, kmsKeyId: env.text('keyRefusalLinks') }),
    ),
    signals: lazy(() => createSignalStore(records())),
    signer: lazy(() => createJwsSigner({ kms: kms(), kmsKeyId: env.text('keyReceipts') })),
    tokens: lazy(() => createTokenStore(records())),
    idempotency: lazy(() => createIdempotencyStore(records())),
    counters: lazy(() => createCounterStore(records())),
    jobs: lazy(() => createJobStore(records())),
    corrections: lazy(() => createCorrectionStore(records())),
    rightsRequests: lazy(() => createRightsRequestStore(records())),
    legalHolds: lazy(() => createLegalHoldStore(records())),
    suppressions: lazy(() => createSuppressionStore(records())),
    erasures: lazy(() => createErasureStore(records())),
    fieldQuality: lazy(() => createFieldQualityStore(records())),
    offSiteLinks: lazy(() => createOffSiteLinkStore(records())),
    recipientSealing: lazy(createRecipientSealing),
    recipients: lazy(() => createRecipientStore(records())),
    commitments: lazy(() => createCommitmentStore(records())),
    permissions: lazy(() => createPermissionStore(records())),
    disclosures: lazy(() => createDisclosureStore(records())),
    incidents: lazy(() => createIncidentStore(records())),
    deadlines: lazy(() => lateDeadlines(records())),
    auditReader: lazy(() => lateAuditReader({ dynamo: dynamo(), table: env.text('tableAudit') })),
    settings: lazy(() => ({
      referencePattern: env.referencePattern(),
      get linksUrl() {
        return env.linksUrl();
      },
      get informationPage() {
        return env.text('informationPage');
      },
      get sender() {
        return env.mailSender();
      },
      get ownSites() {
        return env.ownSites();
      },
      clearReadsPerHour: env.clearReadsPerHour(),
      maskedReadsPerHour: env.maskedReadsPerHour(),
      registrationsPerHour: env.registrationsPerHour(),
      mailsPerSecond: env.mailsPerSecond(),
    })),
  };
  const wired = { now, random, log };
  for (const [name, make] of Object.entries(parts))
    Object.defineProperty(wired, name, { get: make, enumerable: true });
  return wired as Wired;
}

/** The wiring of this process, made once per cold start. */
export const wire = lazy(() => createWiring(readEnvironment()));
