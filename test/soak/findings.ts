import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { rememberedValues } from '../harness/personal-values.ts';
import { brokenInRemains } from '../simulation/invariants/all.ts';
import { auditFindings } from './checks/audit-findings.ts';
import { lostEffects } from './checks/lost-effects.ts';
import { lostMails } from './checks/lost-mails.ts';
import { remainsOf } from './checks/remains.ts';
import { unlikeAnswers } from './checks/unlike-answers.ts';
import type { Load } from './load.ts';
import { type Growth, notFlat } from './memory.ts';
import { deadLetters, type OpenedCloud } from './open-cloud.ts';
import type { Stage } from './stage.ts';

export interface Findings {
  /** What must not be, each with what shows it; nothing when all held. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  /** How much of each kind was looked at. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Lines that tell of something that was late, given up, changed or in the open; not those that tell of a refusal, or of a wait that setting the clock ahead makes. */
const bad = (Object.keys(alarmingLogLines) as (keyof typeof alarmingLogLines)[]).filter(
  (name) => !/^(operationRefused|erasureLate|outboxLate)$/.test(name),
);

export async function findingsOf({
  stage,
  opened,
  load,
  left,
  growths,
  hoursAhead,
}: {
  readonly stage: Stage;
  readonly opened: OpenedCloud;
  readonly load: Load;
  readonly left: readonly string[];
  readonly growths: readonly Growth[];
  readonly hoursAhead: number;
}): Promise<Findings> {
  const { cloud, acknowledged } = stage;
  const unlike = await unlikeAnswers(stage);
  const audit = await auditFindings(stage);
  opened.readLogs();
  const remains = await remainsOf(stage);
  const alarms = bad.flatMap((name) => {
    const { event } = alarmingLogLines[name];
    const lines = cloud.logs.filter((line) => line.includes(`"event":"${event}"`));
    return lines.length > 0 ? [`${event}: ${lines.length} lines, the first: ${lines[0]}`] : [];
  });
  const mails = lostMails(remains, acknowledged);
  const secrets = rememberedValues();
  const leaks = await searchForLeaks(cloud, { secrets, directory: opened.directory });
  return {
    faults: {
      'acts that were not done': load.failures,
      [`not at rest ${hoursAhead} hours later`]: left,
      'not there, or not once': [...lostEffects(remains, acknowledged), ...unlike],
      'mails that were neither sent nor refused': mails.lost,
      'dead letters': [...deadLetters(opened.directory), ...opened.said],
      'invariants that do not hold': (await brokenInRemains(remains)).map(
        ({ invariant, what }) => `${invariant}: ${what}`,
      ),
      'the trail of the audit': audit.findings,
      alarms,
      'memory that is not flat': notFlat(growths),
      'personal values in the open': leaks.map((leak) => JSON.stringify(leak)),
    },
    counts: {
      'acts begun': load.begun(),
      'acts that waited for a free caller': load.waited(),
      'calls answered': stage.tally.count(),
      customers: acknowledged.customers.length,
      'of them erased': acknowledged.customers.filter(({ isErased }) => isErased).length,
      'mails that SES took': remains.mails.length,
      'mails sent again, their outcome unknown': mails.again,
      'mails ordered by billing': acknowledged.notices.length,
      'of them refused with a reason': mails.refused,
      'mails that came in': acknowledged.inbound.length,
      campaigns: acknowledged.campaigns.length,
      'disclosures on orders': acknowledged.disclosures.length,
      'audit rows verified': audit.rows,
      'values searched for': secrets.length,
      'log lines searched': cloud.logs.length,
    },
  };
}
