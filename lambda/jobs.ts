import { setTimeout as pause } from 'node:timers/promises';
import { functions } from './declared/functions.ts';
import { closeDay } from './domain/audit/close-day.ts';
import { runVerification } from './domain/audit/run-verification.ts';
import { countAudience } from './domain/campaign/count-audience.ts';
import { runCampaign } from './domain/campaign/run-campaign.ts';
import { sendTest } from './domain/campaign/send-test.ts';
import { countAffected } from './domain/incident/count-affected.ts';
import { mailAffected } from './domain/incident/mail-affected.ts';
import { pullMails } from './domain/mail/pull-mails.ts';
import { extendPorts } from './runtime/extend-ports.ts';
import { jobHandler } from './runtime/job-handler.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { tablesGate } from './runtime/wire-restore.ts';
import { wire } from './runtime/wiring.ts';

/** Long work of campaigns, incidents and the audit trail. While its tables are behind, none. */
export const handler = jobHandler<'work'>(
  {
    VERIFY_AUDIT: (job) => runVerification(wireArchive(), job),
    CLOSE_AUDIT_DAY: (job) => closeDay(wireArchive(), job),
    PULL_MAILS: (job) => pullMails(extendPorts(wireMail(), { pause: (ms: number) => pause(ms) }), job),
    RUN_CAMPAIGN: (job) => runCampaign(wire(), job),
    COUNT_CAMPAIGN: (job) => countAudience(wire(), job),
    TEST_CAMPAIGN: (job) => sendTest(wireMail(), job),
    COUNT_AFFECTED: (job) => countAffected(wire(), job),
    NOTIFY_AFFECTED: (job) => mailAffected(wire(), job),
  },
  { timeoutSeconds: functions.jobs.timeoutSeconds, mustWait: () => tablesGate().areBehind() },
);
