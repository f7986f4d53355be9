import { createSecretKey, randomBytes } from 'node:crypto';
import type { DetailsOf } from '../../lambda/domain/customer/details.ts';
import { newSubject, processWith, randomKeks } from '../crypto/sealed-subjects.ts';
import { classes, fields, sealBare } from './opening-acts.ts';

/**
 * Sealing the values of customers: by the product for customers who are new (`first`: a key for each class of each is made and wrapped) and for those who
 * have their keys (`again`: the next revision), and by bare AES-256-GCM, one record a field on ready keys (`bareBytes`, `bareKeys`).
 */
export function sealingActs(details: readonly DetailsOf[]) {
  const sealer = processWith(randomKeks());
  const known = details.map(() => newSubject());
  const keys = details.map(() => classes.map(() => randomBytes(32)));
  const keyObjects = keys.map((ofOne) => ofOne.map((key) => createSecretKey(key)));
  const sealAll = (keyrings: readonly ReturnType<typeof newSubject>[]) => {
    for (const [n, all] of details.entries()) {
      const keyring = keyrings[n];
      if (!keyring) throw new TypeError('a keyring for each');
      for (const name of classes) sealer.sealClassBlob(keyring, name, all[name]);
    }
  };
  const sealEach = (given: typeof keys | typeof keyObjects) => {
    for (const [n, all] of details.entries())
      for (const [c, name] of classes.entries()) {
        const key = given[n]?.[c];
        if (!key) throw new TypeError('a key for each');
        const members: Readonly<Record<string, unknown>> = { ...all[name] };
        for (const field of fields[name]) sealBare(key, members[field]);
      }
  };
  return {
    first: () => sealAll(details.map(() => newSubject())),
    again: () => sealAll(known),
    bareBytes: () => sealEach(keys),
    bareKeys: () => sealEach(keyObjects),
  };
}
