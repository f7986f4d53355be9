import { companyDeadlines } from './company-deadlines.ts';
import { customerDeadlines } from './customer-deadlines.ts';
import type { DeadlineSource } from './deadline-source.ts';
import { keepingDeadlines } from './keeping-deadlines.ts';

/** Every kind of row that carries a clock. Those with ties in plenty stand at an instant and a name of their own. */
export const deadlineSources: readonly DeadlineSource[] = [
  ...customerDeadlines,
  ...companyDeadlines,
  ...keepingDeadlines,
];
