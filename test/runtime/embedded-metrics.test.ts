import { expect, it } from 'vitest';
import { functions } from '../../lambda/declared/functions.ts';
import { type MetricDeclaration, metrics } from '../../lambda/declared/metrics.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createLog } from '../../lambda/runtime/log.ts';
import { productFiles } from '../rules/source-files.ts';

const at = new Date('2026-11-22T05:00:00.000Z');

function logged(write: (log: ReturnType<typeof createLog>) => void, name = 'cloudfly-privacy-dev-api') {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line), now: () => at, function: name });
  write(log);
  return lines.map((line) => JSON.parse(line));
}

it('a line that is declared is a metric: its sum, and its kinds apart', () => {
  const [line] = logged((log) =>
    log.warn('operation_refused', { requestId: 'request-1', code: 'FORBIDDEN' }),
  );
  expect(line).toMatchObject({ event: 'operation_refused', code: 'FORBIDDEN', refusals: 1 });
  expect(line._aws).toEqual({
    Timestamp: at.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: 'cloudfly-privacy-dev',
        Dimensions: [[], ['code']],
        Metrics: [{ Name: 'refusals', Unit: 'Count' }],
      },
    ],
  });
});

it('takes the value from the line, and one line may be two metrics', () => {
  const lines = logged((log) => {
    log.info('outbox_measured', { seconds: 61 });
    log.info('mail_settled', { state: 'SUPPRESSED', code: 'REFUSED' });
    log.info('mail_settled', { state: 'SENT' });
  });
  const namesOf = ({ _aws }: (typeof lines)[number]) =>
    _aws.CloudWatchMetrics.flatMap(({ Metrics }: { Metrics: { Name: string }[] }) =>
      Metrics.map(({ Name }) => Name),
    );
  expect(lines[0]).toMatchObject({ outboxAge: 61, seconds: 61 });
  expect(lines.map(namesOf)).toEqual([['outboxAge'], ['mails', 'mailRefusals'], ['mails']]);
});

it('nothing becomes a metric, or one of its kinds, that the log would not let pass', () => {
  const lines = logged((log) => {
    log.info('link_followed', { state: 'DONE' });
    log.warn('operation_refused', { code: 'Nguyễn Văn An' });
    log.info('clock_ran', { seconds: Number.NaN });
  });
  for (const line of lines) expect(line).not.toHaveProperty('_aws');
});

it('what runs in no stage, as an operator’s command, measures nothing', () => {
  const { functionName } = readEnvironment({});
  const [line] = logged((log) => log.warn('operation_refused', { code: 'FORBIDDEN' }), functionName);
  expect(line).toMatchObject({ function: 'operator', code: 'FORBIDDEN' });
  expect(line).not.toHaveProperty('_aws');
});

it.each(Object.entries(metrics))(
  '%s is of a line that somebody writes',
  (_, { event }: MetricDeclaration) => {
    const writers = productFiles.filter(
      ({ path, text }) =>
        /^(lambda|schema)\//.test(path) &&
        path !== 'lambda/declared/metrics.ts' &&
        text.includes(`'${event}'`),
    );
    expect(writers.length).toBeGreaterThan(0);
  },
);

it('the stage is what stands before the name of a function', () => {
  for (const name of Object.keys(functions)) expect(name).not.toContain('-');
});
