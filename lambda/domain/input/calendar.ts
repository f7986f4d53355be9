/** Vietnam keeps one time all year (Decree 134/2002): UTC+7. */
const vietnamOffset = 7 * 60 * 60 * 1000;

/** Today in Vietnam, `YYYY-MM-DD`. */
export function todayInVietnam(now: Date): string {
  return new Date(now.getTime() + vietnamOffset).toISOString().slice(0, 10);
}

/** Whether `YYYY-MM-DD` names a day that the calendar has. */
export function isCalendarDay(day: string): boolean {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}
