import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignJobId } from '../../lambda/domain/campaign/campaign-job.ts';
import { sealingJobOf } from '../../lambda/domain/disclosure/disclosure-job.ts';
import { erasureJobId } from '../../lambda/domain/erasure/erasure-job.ts';
import { DomainError } from '../../lambda/domain/errors.ts';
import { mailIdAt } from '../../lambda/domain/mail/mail-id.ts';
import type { LogFacts } from '../../lambda/domain/ports/log.ts';
import { rotationId } from '../../lambda/domain/rotation/queue-rotation.ts';
import { createLog } from '../../lambda/runtime/log.ts';
import { systemRandom as random } from '../../lambda/runtime/random.ts';
import { canary } from '../harness/cloud.ts';

function logging() {
  const lines: string[] = [];
  const now = () => new Date('2026-01-31T09:30:00Z');
  const log = createLog({ write: (line) => void lines.push(line), now, function: 'api' });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') };
}

const good: Required<LogFacts> = {
  requestId: '0f1e2d3c-aaaa-bbbb-cccc-000011112222',
  operation: 'RegisterCustomer',
  route: 'POST /links/verify-email/{token}',
  code: 'STALE_REVISION',
  customerId: 'A'.repeat(26),
  mailId: 'mail-1',
  jobId: 'B'.repeat(26),
  recordId: `inc-${'C'.repeat(26)}`,
  lane: 'lane-1',
  count: 0,
  attempt: 3,
  milliseconds: 1.5,
  seconds: 61,
  status: 200,
  state: 'CONFIRMED',
};

describe('a log line', () => {
  it('tells each fact of the right shape', () => {
    const { log, last } = logging();
    log.info('link_followed', good);
    expect(last()).toEqual({
      at: '2026-01-31T09:30:00.000Z',
      level: 'INFO',
      function: 'api',
      event: 'link_followed',
      ...good,
    });
  });

  it('drops a value of another shape: nothing personal passes for a code or an id', () => {
    const { log, lines } = logging();
    const personal = fc.oneof(
      fc.constantFrom(
        'Nguyễn Văn A',
        'a@b.example',
        '+84901234567',
        '12 Đường Láng',
        '/links/verify-email/TOKEN',
        'POST /links/a.b',
      ),
      fc.string().map((text) => `${text} @`),
      fc.double({ noInteger: true }).map((n) => ({ n })),
      fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, ['a'], true),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), personal, (name, value) => {
        log.warn('something', { [name]: value } as LogFacts);
        expect(JSON.parse(lines.at(-1) ?? '')).not.toHaveProperty(name);
      }),
    );
  });

  it('tells a job by its id, however it is made, and a record that is nobody’s', () => {
    const { log, last } = logging();
    const now = new Date();
    const id = random.id();
    const jobIds = [
      id,
      campaignJobId(id),
      erasureJobId(mailIdAt(now, random)),
      sealingJobOf({ id: `dis-${id}`, round: 0 }).id,
      sealingJobOf({ id: `dis-${id}`, round: 2 }).id,
      rotationId('contact', 2),
      'CLOSE_AUDIT_DAY-2026-01-31',
      'PULL_MAILS',
      `REPLAY_ACTS-${id}`,
    ];
    for (const jobId of jobIds) {
      log.error('job_failed', { jobId });
      expect(last()).toMatchObject({ jobId });
    }
    for (const recordId of [`dis-${id}`, `inc-${id}`, mailIdAt(now, random)]) {
      log.error('incident_not_handled', { recordId });
      expect(last()).toMatchObject({ recordId });
    }
  });

  it('drops a fact that is not listed, and an event that is no name', () => {
    const { log, lines, last } = logging();
    const secret = canary();
    const facts = {
      email: secret,
      error: secret,
      at: secret,
      level: secret,
      function: secret,
      __proto__: { code: secret },
    };
    log.info(`${secret} happened`, facts as LogFacts);
    expect(last()).toMatchObject({ event: 'unnamed_event', level: 'INFO', function: 'api' });
    expect(lines.join('')).not.toContain(secret);
  });

  it('tells of an error its class and code alone', () => {
    const { log, lines, last } = logging();
    const secret = canary('Secret ');
    class TableMissing extends Error {
      override name = 'TableMissing';
      readonly detail = secret;
    }
    const causes = [
      new TableMissing(secret, { cause: secret }),
      new AggregateError([secret], secret),
      secret,
      { message: secret },
      Object.assign(new Error(secret), { name: secret, stack: secret }),
    ];
    const names = causes.map((cause) => {
      log.error('request_failed', {}, cause);
      return last().cause;
    });
    expect(names).toEqual(['TableMissing', 'AggregateError', 'unknown', 'unknown', 'Error']);
    log.error('request_failed', {}, new DomainError('STALE_REVISION', [secret]));
    expect(last().cause).toBe('DomainError.STALE_REVISION');
    expect(lines.join('')).not.toContain(secret);
  });

  it('is one line', () => {
    const { log, lines } = logging();
    log.info('a', { code: 'A\nB' });
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  });
});
