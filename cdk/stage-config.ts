import type { FunctionName } from '../lambda/declared/functions.ts';
import type { Sender } from '../lambda/declared/sender.ts';

export const stageNames = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** An OpenID issuer and the clients whose tokens are accepted from it. */
interface IssuerConfig {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** What a token's `aud` names where it is none of those clients: most providers name the API it is for (RFC 9068 3). */
  readonly audience?: string;
  /** Needed when the keys are elsewhere than `<issuer>/.well-known/jwks.json`. */
  readonly jwksUri?: string;
}

/**
 * What differs between stages. There is no account here: it comes from the credentials of whoever deploys, so that none
 * stands in a template.
 */
export interface StageConfig {
  readonly stage: StageName;
  /** Where customers' data lives. */
  readonly region: string;
  /** Begins the name of every bucket, table, role, alias and sign-in domain; bucket and domain names are global. */
  readonly namePrefix: string;
  /** Host of GraphiQL, `/graphql` and `/links`; CloudFront answers for it, a CNAME points to it. */
  readonly siteDomain: string;
  /** Folder of the built GraphiQL page, relative to the repository (`npm run build:graphiql`). */
  readonly staffPageDirectory: string;
  /**
   * Domain that mails are sent from, signed with DKIM, and received at: its MX record leads to SES, so it is not the one that people of the company
   * have their mailboxes at. `mailFrom`, `refusalAddress` and `supportAddress` lie in it: whatever is answered comes in.
   */
  readonly mailDomain: string;
  /** `Name <address>`. */
  readonly mailFrom: string;
  readonly mailSender: Sender;
  /** Takes refusals by mail (P2.6); a token stands behind its local part, of at most 9 characters, as `name+token@domain`. */
  readonly refusalAddress: string;
  /** Takes what people write; a request's reference stands behind its local part, of at most 49 characters, as `name+req-…@domain`. */
  readonly supportAddress: string;
  /**
   * Page of the customers' frontend that takes what a mail asked for (P1.5). The token is put behind it: it ends within its fragment, so that the
   * token is in no server's log.
   */
  readonly informationPage: string;
  /** CloudFly's own domains, with those below them: a link in a mail to any other place is shown with its notice (P5.2). */
  readonly ownSites: readonly string[];
  /** What SES lets the account send in a second, as its console tells; a campaign stays below it. */
  readonly mailsPerSecond: number;
  /** Origins whose pages may call `/graphql`, beside the site's own. */
  readonly allowedOrigins: readonly string[];
  readonly customerIssuer: IssuerConfig;
  /** Machine clients and their scopes, of those in `lambda/declared/sign-in.ts`. */
  readonly machineClients: Readonly<Record<string, readonly string[]>>;
  /** Whole-value regular expression of the outside ticket system's references (P1.1). */
  readonly referencePattern: string;
  readonly introspection: 'staff' | 'everyone';
  readonly budgets: {
    readonly clearReadsPerHour: number;
    readonly maskedReadsPerHour: number;
    readonly requestsPerMinute: number;
    readonly registrationsPerHour: number;
  };
  /** Ceilings of each table and index, in request units a second: a runaway loop ends there, not on the invoice. */
  readonly tableMaximum: { readonly reads: number; readonly writes: number };
  /** Concurrent executions kept for, and at most given to, each function. */
  readonly reservedConcurrency: Readonly<Record<FunctionName, number>>;
  /** Requests a second that the API accepts, and the burst above it. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Requests of one address in five minutes before CloudFront's firewall refuses it. */
  readonly requestsPerAddress: number;
  /** Days in which nobody, the account's owner included, can remove an archived audit row. */
  readonly auditLockDays: number;
  /** Days of logs; the law asks for twelve months (D333 20(3)). */
  readonly logDays: number;
  /** Slowest hundredth of answers, in milliseconds, that wakes nobody yet. */
  readonly slowAnswerMs: number;
  /** Who gets the alarms by mail; others subscribe to the topic. */
  readonly alarmAddress?: string;
}
