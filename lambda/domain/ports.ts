/**
 * What the rules need from the world. `runtime/wiring.ts` fills these in once per cold start; an operation takes
 * `Pick<Ports, …>` of exactly what it uses.
 */

import type { ReadInbound } from './inbound/parsed-mail.ts';
import type { ComposeMail } from './mail/letter.ts';
import type { AuditReader } from './ports/audit-reader.ts';
import type { BlindIndex } from './ports/blind-index.ts';
import type { CampaignStore } from './ports/campaigns.ts';
import type { ChangeStore } from './ports/changes.ts';
import type { Commit } from './ports/commit.ts';
import type { ConsentStore, NoticeStore } from './ports/consents.ts';
import type {
  ContactStateStore,
  EmailChangeStore,
  EmailHoldStore,
  EmailStore,
  PhoneStore,
  SignalStore,
} from './ports/contact.ts';
import type { CorrectionStore, FieldQualityStore } from './ports/corrections.ts';
import type { CounterStore } from './ports/counters.ts';
import type { BindingStore, CustomerStore, ReferenceStore } from './ports/customers.ts';
import type { DeadlineStore } from './ports/deadlines.ts';
import type {
  CommitmentStore,
  DisclosureStore,
  PermissionStore,
  RecipientStore,
} from './ports/disclosures.ts';
import type { ErasureStore, LedgerStore } from './ports/erasures.ts';
import type { IdempotencyStore } from './ports/idempotency.ts';
import type { InboundBucket, InboundMailStore, ThreadStore } from './ports/inbound.ts';
import type { IncidentStore } from './ports/incidents.ts';
import type { JobStore } from './ports/jobs.ts';
import type { TokenStore } from './ports/link-tokens.ts';
import type { Log } from './ports/log.ts';
import type { MailTransport, OutboxStore } from './ports/mails.ts';
import type { Now } from './ports/now.ts';
import type { OffSiteLinkStore } from './ports/off-site-links.ts';
import type { PolicyDraftStore, PolicyStore } from './ports/policies.ts';
import type { Random } from './ports/random.ts';
import type { RecipientSealing } from './ports/recipient-sealing.ts';
import type { CorrespondentStore, InformationRequestStore, RequestStore } from './ports/requests.ts';
import type { LegalHoldStore, RightsRequestStore } from './ports/rights.ts';
import type { Sealing } from './ports/sealing.ts';
import type { ServiceTermStore } from './ports/service-terms.ts';
import type { Settings } from './ports/settings.ts';
import type { RefusalTokens, Signer } from './ports/signing.ts';

export interface Ports {
  readonly now: Now;
  readonly random: Random;
  readonly commit: Commit;
  readonly sealing: Sealing;
  readonly blindIndex: BlindIndex;
  readonly customers: CustomerStore;
  readonly bindings: BindingStore;
  readonly emails: EmailStore;
  readonly phones: PhoneStore;
  readonly references: ReferenceStore;
  readonly policies: PolicyStore;
  readonly policyDrafts: PolicyDraftStore;
  readonly consents: ConsentStore;
  readonly contactStates: ContactStateStore;
  readonly emailChanges: EmailChangeStore;
  readonly outbox: OutboxStore;
  readonly changes: ChangeStore;
  readonly notices: NoticeStore;
  readonly serviceTerms: ServiceTermStore;
  readonly requests: RequestStore;
  readonly correspondents: CorrespondentStore;
  readonly inboundMails: InboundMailStore;
  readonly threads: ThreadStore;
  readonly inboundBucket: InboundBucket;
  readonly readInbound: ReadInbound;
  readonly emailHolds: EmailHoldStore;
  readonly recipientSealing: RecipientSealing;
  readonly recipients: RecipientStore;
  readonly commitments: CommitmentStore;
  readonly permissions: PermissionStore;
  readonly disclosures: DisclosureStore;
  readonly rightsRequests: RightsRequestStore;
  readonly erasures: ErasureStore;
  readonly legalHolds: LegalHoldStore;
  readonly ledger: LedgerStore;
  readonly incidents: IncidentStore;
  readonly deadlines: DeadlineStore;
  readonly signals: SignalStore;
  readonly informationRequests: InformationRequestStore;
  readonly campaigns: CampaignStore;
  readonly refusalTokens: RefusalTokens;
  readonly signer: Signer;
  readonly tokens: TokenStore;
  readonly idempotency: IdempotencyStore;
  readonly counters: CounterStore;
  readonly jobs: JobStore;
  readonly corrections: CorrectionStore;
  readonly fieldQuality: FieldQualityStore;
  readonly offSiteLinks: OffSiteLinkStore;
  readonly auditReader: AuditReader;
  readonly composeMail: ComposeMail;
  readonly mailTransport: MailTransport;
  readonly log: Log;
  readonly settings: Settings;
}
