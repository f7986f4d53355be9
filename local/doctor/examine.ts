import { type Finding, unknown } from './finding.ts';

/** What came of every check, in their order. None stops another; all are made at once. */
export async function examine<T>(
  checks: Readonly<Record<string, (examined: T) => Promise<Finding>>>,
  examined: T,
): Promise<readonly (readonly [name: string, finding: Finding])[]> {
  return Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await check(examined).catch(unknown)] as const,
    ),
  );
}

/** Whether nothing is left to be done. What was not asked for is left open, and does not count. */
export const isSound = (findings: Awaited<ReturnType<typeof examine>>): boolean =>
  findings.every(([, { state }]) => state === 'FINE' || state === 'NOT_ASKED');

const marks = { FINE: 'ok', MISSING: 'MISSING', UNKNOWN: 'UNKNOWN', NOT_ASKED: 'not asked' } as const;

/** One line for each finding, and under what is not fine how to mend it. */
export function wordsOf(findings: Awaited<ReturnType<typeof examine>>): string {
  const lines = findings.flatMap(([name, { state, says, mend }]) => [
    `${marks[state].padEnd(9)}  ${name}: ${says}`,
    ...(mend === undefined ? [] : [`             ${mend}`]),
  ]);
  const counts = Object.entries(marks).flatMap(([state, mark]) => {
    const count = findings.filter(([, finding]) => finding.state === state).length;
    return count > 0 ? [`${count} ${mark}`] : [];
  });
  return `${lines.join('\n')}\n\n${counts.join(', ')}\n`;
}
