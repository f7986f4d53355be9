import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { AuditQuery, AuditRow } from '../../../lambda/domain/audit/row.ts';
import { parseWindow } from '../../../lambda/domain/incident/parse-incident.ts';
import { readWindow, type WindowPlace } from '../../../lambda/domain/incident/read-window.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';

const reference = 'REQ-0123456789';
const [from, until] = ['2026-11-19T22:00:00.000Z', '2026-11-21T03:00:00.000Z'];
const row = (n: number, at: string, changes: Partial<AuditRow> = {}) =>
  ({
    ...{ action: 'ANSWER_INFORMATION_REQUEST', outcome: 'ALLOWED', customerId: `C${n}`, at, reference },
    cursor: String(n),
    ...changes,
  }) as unknown as AuditRow;
const trail = [
  row(0, '2026-11-19T21:59:59.999Z'),
  row(1, from),
  row(2, '2026-11-20T10:00:00.000Z', { reference: 'REQ-9876543210' }),
  row(3, '2026-11-20T11:00:00.000Z'),
  row(4, '2026-11-20T12:00:00.000Z', { outcome: 'REFUSED' }),
  row(5, '2026-11-21T02:00:00.000Z'),
  row(6, '2026-11-21T03:00:00.001Z'),
];
const auditReader = {
  // A row a page, the newest first, as a day's trail is.
  async find({ day, until: end = '', after }: AuditQuery) {
    const ofDay = trail.filter(({ at }) => at.startsWith(day ?? '-') && at <= end).reverse();
    const place = after === undefined ? 0 : Number(after);
    return {
      rows: ofDay.slice(place, place + 1),
      next: place + 1 < ofDay.length ? `${place + 1}` : undefined,
    };
  },
};
const deps = { auditReader, disclosures: {} } as unknown as Ports;

test('L91 23: under the reference of a request every act of the window is found, whoever did it and whosever it is', async () => {
  const found: (string | undefined)[] = [];
  for (let place: WindowPlace = { source: 0, customer: 0 }; ; ) {
    const page = await readWindow(deps, { actors: [], references: [reference], from, until }, place);
    if (!page) break;
    found.push(...page.rows.map(({ customerId }) => customerId));
    place = page.next;
  }
  expect(found).toEqual(['C1', 'C3', 'C5']);
});

test('L91 23: such a window is a month long at most', () => {
  const days = (count: number) => ({
    references: [reference],
    from: new Date(Date.parse(until) - count * 86_400_000),
    until: new Date(until),
  });
  const now = new Date(until);
  expect(parseWindow(days(limits.incidentRequestDays), now).references).toEqual([reference]);
  expect(() => parseWindow(days(limits.incidentRequestDays + 1), now)).toThrow('TOO_LONG');
  expect(() => parseWindow({ ...days(1), references: ['REQ-1'] }, now)).toThrow('INVALID_FORMAT');
});
