import type { StaffRole } from '../../lambda/domain/access.ts';
import { auditor } from './examples/auditor.ts';
import { billing } from './examples/billing.ts';
import type { Example } from './examples/example.ts';
import { legal } from './examples/legal.ts';
import { marketing } from './examples/marketing.ts';
import { operator } from './examples/operator.ts';
import { privacyOfficer } from './examples/privacy-officer.ts';
import { support } from './examples/support.ts';

/** Ready examples, in the order in which the page offers them; the first of a role opens with it. */
export const examples: readonly Example[] = [
  ...support,
  ...billing,
  ...legal,
  ...privacyOfficer,
  ...marketing,
  ...auditor,
  ...operator,
];

/** The examples of somebody who holds these roles. */
export const examplesOf = (roles: readonly StaffRole[]): readonly Example[] =>
  examples.filter(({ role }) => roles.includes(role));
