import type { DataClass } from '../domain/access.ts';
import type { Environment } from './env.ts';

/** The KMS key of each class. Each name is read when it is used: a function is given those of its classes alone. */
export const classKeysOf = (env: Environment): Readonly<Record<DataClass, string>> => ({
  get contact() {
    return env.text('keyContact');
  },
  get identity() {
    return env.text('keyIdentity');
  },
  get payment() {
    return env.text('keyPayment');
  },
  get content() {
    return env.text('keyContent');
  },
});
