/**
 * Days off by law in Vietnam (Labour Code 45/2019, 111(3) and 112), as `YYYY-MM-DD`, those that replace a holiday on a weekend included.
 * An operator keeps it: the days of Tet and the second day of the National Day are announced anew each year (by the Ministry of Home
 * Affairs, in the autumn before), and whoever runs the product adds them here, in order, before the year begins. A day that is missing makes a clock end
 * sooner, never later; a whole year that is missing wakes somebody 60 days before it begins (`holidays_missing`).
 */
export const holidays: readonly string[] = [
  // New Year
  '2026-01-01',
  // Tet of the Horse: the eve and four days
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  // Hung Kings (10th of the 3rd month), for Sunday the 26th
  '2026-04-27',
  // Reunification Day, Labour Day
  '2026-04-30',
  '2026-05-01',
  // National Day and the day before
  '2026-09-01',
  '2026-09-02',
  // New Year
  '2027-01-01',
  // Tet of the Goat: the eve and four days, two of them on a weekend and replaced
  '2027-02-05',
  '2027-02-06',
  '2027-02-07',
  '2027-02-08',
  '2027-02-09',
  '2027-02-10',
  '2027-02-11',
  // Hung Kings
  '2027-04-16',
  // Reunification Day; Labour Day on a Saturday, replaced
  '2027-04-30',
  '2027-05-03',
  // National Day and the day after
  '2027-09-02',
  '2027-09-03',
];
