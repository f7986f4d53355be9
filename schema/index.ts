import './scalars.ts';
import './policy.ts';
import './policy-draft.ts';
import './policy-mutations.ts';
import './policy-difference.ts';
import './me.ts';
import './registration.ts';
import './verify-email.ts';
import './customer.ts';
import './reference.ts';
import './audit.ts';
import './access-matrix.ts';
import { requireRules } from './access.ts';
import { builder } from './builder.ts';

/** The schema of the API. A field or an argument without an access rule keeps it from building. */
export const schema = requireRules(builder.toSchema({ sortSchema: false }));
