import { setTimeout as pause } from 'node:timers/promises';
import { type Item, scanTables, textOf } from '../harness/tables.ts';
import { patiently } from './patiently.ts';
import type { Stage } from './stage.ts';

/** A job that is due so soon is waited for. */
const soonMs = 120_000;

/** What is still to be done of itself, at an instant. */
export function unsettled(records: readonly Item[], now: number): readonly string[] {
  const isDue = (row: Item, withinMs = 0) =>
    textOf(row, 'dueAt') !== '' && Date.parse(textOf(row, 'dueAt')) <= now + withinMs;
  const isOpen = (row: Item): boolean => {
    const state = textOf(row, 'state');
    switch (textOf(row, 'kind')) {
      case 'MAIL':
        return state === 'SENDING' || (state === 'QUEUED' && isDue(row));
      case 'JOB':
        return /^(QUEUED|RUNNING)$/.test(state) && isDue(row, soonMs);
      case 'INBOUND_MAIL':
        return textOf(row, 'dueAt') !== '';
      case 'ERASURE':
        return !/^(DONE|CERTIFIED)$/.test(textOf(row, 'step'));
      default:
        return false;
    }
  };
  return records
    .filter(isOpen)
    .map((row) => `${textOf(row, 'kind')} ${textOf(row, 'pk')} ${textOf(row, 'state')}`);
}

/**
 * Lets the clock run until nothing is left to be done of itself.
 * @param hoursAhead of the functions' clock
 * @returns what is left all the same
 */
export async function settle(
  stage: Stage,
  { hoursAhead, withinMs }: { readonly hoursAhead: number; readonly withinMs: number },
): Promise<readonly string[]> {
  const { cloud, running } = stage;
  const until = Date.now() + withinMs;
  for (;;) {
    await cloud.invoke('clock', { source: 'aws.events' }).catch(() => {});
    await cloud.invoke('inboundMail', { source: 'aws.events' }).catch(() => {});
    await running.call('idle').catch(() => {});
    const { records } = await patiently(() => scanTables(cloud));
    const left = unsettled(records, Date.now() + hoursAhead * 3_600_000);
    if (left.length === 0 || Date.now() > until) return left;
    await pause(1000);
  }
}
