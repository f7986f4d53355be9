/** Numbers that hold everywhere. Those that the law gives are in `domain/law.ts`, each beside its article. */
export const limits = {
  /** Largest page of a connection. One BatchGet reads 100 items: a record and a key item for each of 50 customers. */
  pageSize: 50,
  /** Shards of each index by time or state: no partition is hot. */
  indexShards: 16,
  /** Bytes of a request body. */
  bodyBytes: 64 * 1024,
  /** Levels of arrays and objects in a request body. */
  bodyDepth: 20,
  /** Lexer tokens of one GraphQL document. */
  documentTokens: 1000,
  documentDepth: 10,
  documentAliases: 30,
  /** Characters of an alias: it comes back in the answer. */
  aliasLength: 64,
  /** Times one name may stand in one selection set: validation compares all pairs. */
  documentRepeats: 10,
  /** Root fields of one operation. */
  documentRootFields: 10,
  /** Cost points of one operation: a leaf 0, an object 1, a page its size. */
  documentCost: 600,
  /** Minutes an unwrapped KEK, index key or audit key stays in memory. */
  kekCacheMinutes: 15,
  /** Minutes a subject's unwrapped DEK stays in memory; shredding counts on it. */
  dekCacheMinutes: 5,
  /** DEKs held in memory at once. */
  dekCacheSize: 10_000,
  /** Hours an unverified claim on an address lasts, and the link that verifies it. */
  verificationHours: 48,
  /** Tries of a token's secret before the token is dead. */
  tokenAttempts: 5,
  /** Hours the answer to an idempotency key is kept. */
  idempotencyHours: 24,
  /** Soft bounces within so many days after which an address counts as bouncing (P3.2). */
  softBounces: 5,
  softBounceDays: 14,
  /** Days that an address bounces, unconfirmed, until it is given up. */
  bouncingDays: 90,
  /** Days after which a confirmed address is to be confirmed again; its customer is reminded once in so many. */
  confirmationDays: 365,
  /** Changes of the own address that one customer can ask for in a day. */
  emailChangesPerDay: 3,
  /** Hours between telling the old address of a change and the change, unless it says otherwise (P3.5). */
  emailChangeWaitHours: 72,
  /** Days that the link in what tells the old address works: longer than any change waits. */
  emailChangeLinkDays: 14,
  /** Days that a change with which staff help waits for its approval. */
  emailChangeApprovalDays: 7,
  /** Verification mails one customer can ask for in an hour. */
  resendPerHour: 3,
  /** Times a customer can grant consents in an hour; refusing is never limited. */
  consentGrantsPerHour: 60,
  /** Customers an employee may read in clear in one hour. */
  clearReadsPerHour: 200,
  /** Customers an employee may read masked in one hour. */
  maskedReadsPerHour: 2000,
  /** Requests per minute of one signed-in caller, and of one address for visitors. */
  requestsPerMinute: 300,
  /** Registrations one address may try in an hour. */
  registrationsPerHour: 20,
  /** Seconds SES is given to answer; shorter than the lease. */
  mailTimeoutSeconds: 10,
  /** Seconds a mail is leased to the dispatcher that began sending it. */
  mailLeaseSeconds: 60,
  /** Minutes after the lease in which SES's own events may still settle a mail; then its outcome counts as unknown. */
  mailEventWindowMinutes: 15,
  /** Attempts after which a mail whose outcome stays unknown is not sent again. */
  mailAttempts: 8,
  /** Hours that a mail waits for SES to take it. */
  mailPatienceHours: 48,
  /** Days that a campaign's mail waits: for its turn, for room in the quota, for the campaign to go on. */
  campaignPatienceDays: 14,
  /** Minutes after which a mail of a paused campaign is looked at again. */
  campaignPauseMinutes: 10,
  /** Mails that SES takes a second, over all functions, where nothing else is set. */
  mailsPerSecond: 14,
  /** Mails of campaigns that are sent side by side. */
  pulledAtOnce: 5,
  /** Codes and first passwords of sign-in that one employee is sent in an hour. */
  signInCodesPerHour: 10,
  /** Verification mails that go to one address in a day, whoever asks for them. */
  verificationsPerDay: 5,
  /** Lanes of the audit chain that one process holds. */
  auditLanes: 4,
  /** Hours after which a lane is closed and another opened. */
  auditLaneHours: 6,
  /** Seconds a job is leased to the run that took it up; longer than any run. */
  jobLeaseSeconds: 330,
  /** Seconds of a job's work that a killed run may lose. */
  jobKeepSeconds: 15,
  /** Minutes after which the clock looks whether a queued job was begun. */
  jobLookMinutes: 10,
  /** Runs begun without coming forward before a job is given up as FAILED. */
  jobAttempts: 5,
  /** Minutes after which a job that is owed whatever happens is begun again, once its runs did not come forward. */
  jobAgainMinutes: 60,
  /** Mails of one campaign that wait or are being sent at once: what a stop has to take back stays small. */
  campaignOutstanding: 10_000,
  /** Mails that one page of a campaign makes at most: with the page's own rows they fit one transaction. */
  campaignPage: 96,
  /** Customers looked at for one page at most, when few are meant. */
  campaignLook: 2000,
  /** Seconds that a campaign rests while enough of its mails wait. */
  campaignRestSeconds: 60,
  /** Seconds within which the list of customers has everyone. */
  customerListLagSeconds: 60,
  /** Seconds within which every process knows a published version of the policy. */
  policyCacheSeconds: 30,
  /** Seconds from publishing a version of the policy to its instant; longer than any process may take to know it, and its commit. */
  policyNoticeSeconds: 60,
  /** Seconds after which no change of an instant is still being written; longer than any function runs that writes changes. */
  changesSettleSeconds: 60,
  /** Days that the feed of changes goes back. */
  changesKeepDays: 90,
  /** Days that what a visitor or an unknown sender wrote is kept, with who they said they are (P1.4). */
  correspondentDays: 90,
  /** Feedback that visitors of one network can send in an hour. */
  feedbackPerHour: 5,
  /** Requests that one customer can open in an hour. */
  requestsPerHour: 20,
  /** Days in which a customer can give what was asked for (P1.5), and after which one is reminded of it once. */
  informationDays: 14,
  informationReminderDays: 7,
  /** Bytes of a mail that are read; of a larger one only the first `inboundHeadBytes`, for its words. */
  inboundBytes: 10 * 1024 * 1024,
  inboundHeadBytes: 256 * 1024,
  /** Characters of a mail's words, and of what it quotes, that are kept in the request itself; what is longer is kept as a file, whole. */
  inboundText: 20_000,
  inboundQuoted: 2_000,
  /** Message ids of a mail that are looked up for the request it continues. */
  inboundReferences: 20,
  /** Attachments of one mail that are kept, bytes of each (its Base64 fits an answer of the API), and characters of a name. */
  attachments: 10,
  attachmentBytes: 4 * 1024 * 1024,
  attachmentName: 120,
  /** Files of one mail that are named, kept or not; more are counted. */
  attachmentsNamed: 40,
  /** Automatic answers that one sender gets in a day: two machines cannot keep each other busy. */
  automaticAnswersPerDay: 3,
  /** Automatic answers in an hour to all senders together whom nothing proves. */
  unprovenAnswersPerHour: 200,
  /** Times that filing a mail is tried, minutes between two of them. */
  inboundAttempts: 8,
  inboundAgainMinutes: 5,
  /** Days that raw mail stays which could not be filed, and that it is known which mails came. */
  rawMailDays: 14,
  inboundKeepDays: 30,
  /** Days that a mail which failed authentication, has a virus, or is spam, waits for a decision; then it is forgotten. */
  quarantineDays: 30,
  /** Days that something may wait in quarantine before somebody is woken, once a day. */
  quarantineTellDays: 3,
  /** Days in which an answer finds the request it belongs to. */
  threadDays: 400,
  /** Authenticated requests of one customer within an hour that stop more of them (P3.6). */
  holdBurst: 10,
  /** Days in which a request that undoes a change counts as contradicting it. */
  holdContradictionDays: 7,
  /** Days from its first act until a network is known: else one harmless act of whoever took a session over would make it so. The first is at once. */
  holdNetworkDays: 7,
  /** Networks of one customer that are remembered. */
  holdNetworks: 20,
  /** Customers that one disclosure may name. */
  disclosureSubjects: 1000,
  /** Customers that are named for it at once: their ids fit a request. */
  disclosureNamed: 500,
  /** Customers of a disclosure that stands on no order: the conditions of each fit the transaction that hands it out. */
  permittedSubjects: 40,
  /** Customers of a disclosure that are worked on at once; a row and an audit row of each fit one transaction. */
  disclosurePage: 48,
  /** Packages of one customer that are ended with the permission they wait on, and of each shard that are looked at again in a minute. */
  packagesEndedAtOnce: 10,
  packagesLookedAt: 100,
  /** Bytes of a package: a function's answer takes no more. */
  packageBytes: 5_500_000,
  /** Days that a sealed package waits to be collected; hours that a link to it works, and its question. */
  packageDays: 7,
  collectionLinkHours: 72,
  /** Minutes after which a disclosure for a payment that was begun counts as not given: longer than any function runs that may still give it. */
  paymentMinutes: 15,
  /**
   * Days that a disclosure request waits for those who verify and approve it: far longer than any authority's clock, and short enough that what it
   * was judged by is not forgotten. Then it ends, and is opened anew on what is so by then.
   */
  disclosureDecisionDays: 14,
  /** Days before its opening in which a disclosure request can have been received: an earlier one is a slip of the hand. */
  disclosureReceivedDays: 30,
  /** Days for which an order may have its disclosures withheld from customers: a later day is a slip of the hand. */
  withheldDays: 3653,
  /**
   * Days within which an order is sealed for which its customers were looked up, and after which the look-up is told: a week until it is opened,
   * and all of `disclosureDecisionDays`.
   */
  orderLookupDays: 21,
  /** Bytes of a document that is kept with a commitment or an order: its Base64 fits a request. */
  documentBytes: 40 * 1024,
  /** Days before its end that a commitment is warned of. */
  commitmentWarningDays: 30,
  /** Hours before a clock of an authority runs out that somebody is woken. */
  authorityWarningHours: 1,
  /** Days of a window in which acts under the reference of a request are looked for: every act of each of them is gone through. */
  incidentRequestDays: 31,
  /** Hours before a breach is to be reported that somebody is woken. */
  incidentWarningHours: 12,
  /** Hours within which a customer whose address is held is to be reached (P3.6). */
  holdContactHours: 48,
  /** Hours before a first answer is due, and before a right or a correction is, that somebody is woken. */
  answerWarningHours: 8,
  rightWarningHours: 48,
  /** Hours before a legal hold ends that somebody is woken; from then on nothing keeps what it held. */
  legalHoldWarningHours: 14 * 24,
  /** Hours that what the product does by itself on a day may be late before somebody is woken. */
  ownClockPatienceHours: 24,
  /** Days before a year begins that its days off are to be known. */
  holidaysWarningDays: 60,
  /** Days that a copy of one's own data can be fetched. */
  copyDays: 7,
  /** Times that a customer can fetch copies in an hour. */
  copiesPerHour: 20,
  /** Days after the end of the association before personal data is erased, where nothing else is set. */
  retentionDays: 365,
  /**
   * Minutes after which an erasure that is done looks once more: longer than any function runs, so that whatever was being written as it began is
   * written or never will be.
   */
  erasureSettleMinutes: 20,
  /** Hours that an erasure waits for the last answer to its customer to leave. */
  erasureAnswerHours: 24,
  /** Days of a KEK epoch. */
  kekEpochDays: 30,
  /** Days of a version of the index key. While it rotates, everything is written and looked up twice. */
  indexKeyDays: 180,
  /** Days that the version before stays beside it: longer than anything lives that carries an index and is not made anew. */
  indexOverlapDays: 45,
  /** Contacts that are recorded for one hold: a row holds so many notes. */
  holdContacts: 20,
  /** Seconds after which a process looks again, beside its work, whether its tables were restored; after which it looks before it works. */
  tablesLookSeconds: 60,
  tablesTrustSeconds: 300,
  /** Seconds after which a process that does not serve for it looks again. */
  tablesAgainSeconds: 5,
  /** Seconds before what a restored table says of itself from which on acts are replayed. */
  restoreSlackSeconds: 60,
  /** Minutes before its marker from which on the ledger of erasures is looked at: longer than any act takes to commit what it began. */
  ledgerMarginMinutes: 15,
  /** Attempts at a transaction that meets a conflict or a throttle. */
  transactAttempts: 8,
} as const;
