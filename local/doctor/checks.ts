import { checkAlarmsTopic } from './checks/alarms-topic.ts';
import { checkAuditBucket } from './checks/audit-bucket.ts';
import { checkCertificate } from './checks/certificate.ts';
import { checkClockSkew } from './checks/clock-skew.ts';
import { checkConcurrency } from './checks/concurrency.ts';
import { checkDmarc } from './checks/dmarc.ts';
import { checkFirstKeys } from './checks/first-keys.ts';
import { checkFunctionKeys } from './checks/function-keys.ts';
import { checkKeptTables } from './checks/kept-tables.ts';
import { checkMailExchanger } from './checks/mail-exchanger.ts';
import { checkPolicyInForce } from './checks/policy-in-force.ts';
import { checkReceiptRule } from './checks/receipt-rule.ts';
import { checkSenderParticulars } from './checks/sender-particulars.ts';
import { checkSendingAccount } from './checks/sending-account.ts';
import { checkSendingDomain } from './checks/sending-domain.ts';
import { checkSignedUnsubscribe } from './checks/signed-unsubscribe.ts';
import { checkStacks } from './checks/stacks.ts';
import { checkStaff } from './checks/staff.ts';
import { checkSuppression } from './checks/suppression.ts';
import { checkTables } from './checks/tables.ts';
import { checkTrail } from './checks/trail.ts';
import { checkVersion } from './checks/version.ts';
import type { Check, StageCheck } from './examined.ts';

/** What is looked at in a running local cloud as well. */
export const checksAnywhere = {
  tables: checkTables,
  'function keys': checkFunctionKeys,
  'audit archive': checkAuditBucket,
  'policy in force': checkPolicyInForce,
  'first keys': checkFirstKeys,
  clock: checkClockSkew,
} as const satisfies Readonly<Record<string, Check>>;

/** Everything, in the order in which a stage begins (docs/deploying.md). */
export const checksOfStage = {
  concurrency: checkConcurrency,
  trail: checkTrail,
  'sender of mails': checkSenderParticulars,
  stacks: checkStacks,
  version: checkVersion,
  tables: checksAnywhere.tables,
  'tables are kept': checkKeptTables,
  'function keys': checksAnywhere['function keys'],
  'audit archive': checksAnywhere['audit archive'],
  certificate: checkCertificate,
  'sending domain': checkSendingDomain,
  DMARC: checkDmarc,
  'sending account': checkSendingAccount,
  'bounces and complaints': checkSuppression,
  'mail exchanger': checkMailExchanger,
  'receipt rule': checkReceiptRule,
  alarms: checkAlarmsTopic,
  staff: checkStaff,
  'policy in force': checksAnywhere['policy in force'],
  'first keys': checksAnywhere['first keys'],
  'signed unsubscribe headers': checkSignedUnsubscribe,
  clock: checksAnywhere.clock,
} as const satisfies Readonly<Record<string, StageCheck>>;
