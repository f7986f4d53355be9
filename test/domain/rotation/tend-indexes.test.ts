import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishFirstVersion } from '../../../lambda/domain/policy/publish-first-version.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import type { Commit } from '../../../lambda/domain/ports/commit.ts';
import { tendIndexes, type VersionedIndex } from '../../../lambda/domain/rotation/tend-indexes.ts';
import { readEnvironment } from '../../../lambda/runtime/env.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { rotationOf } from '../../../lambda/runtime/wire-rotation.ts';
import { createWiring, type Wired, wire } from '../../../lambda/runtime/wiring.ts';
import { createKeyShredding } from '../../../lambda/store/key-shredding.ts';
import { startMailCloud } from '../../mail/mail-cloud.ts';
import { changePhone, linkNumber, type Person, registered } from './indexed-people.ts';

let cloud: Awaited<ReturnType<typeof startMailCloud>>;
let policy: PolicyVersion;
let index: VersionedIndex;
beforeAll(async () => {
  cloud = await startMailCloud();
  const file = readFileSync(join(import.meta.dirname, '../../../policy/first-version.json'), 'utf8');
  const operator = { id: 'system:operator', requestId: 'request-0' };
  policy = await publishFirstVersion(wire(), JSON.parse(file), operator);
  const { rotationKeys } = newRotator();
  await wire().blindIndex.ready();
  await rotationKeys.make('index', 2);
  const ready = await rotationKeys.indexUnder([2, 1]);
  index = { ready, kept: ready.allOf, gone: () => [] };
}, 60_000);
afterAll(() => cloud?.stop());

const newProcess = (): Wired => createWiring(readEnvironment());
const newRotator = () => rotationOf(newProcess(), readEnvironment());
/** A process that knows both versions, as all do by the time that anything is moved. */
const knowing = () => extendPorts(newProcess(), { blindIndex: { ready: async () => index.ready } }) as Wired;

/** Moves the indexes of somebody of whom something happens between reading and writing. */
async function movedWhile(id: string, act: () => Promise<unknown>) {
  const rotator = newRotator();
  let commits = 0;
  const commit: Commit = async (writes, audit) => {
    if (commits++ === 0) await act();
    return rotator.commit(writes, audit);
  };
  const outcome = await tendIndexes(extendPorts(rotator, { commit }), index, id);
  expect(commits).toBeGreaterThan(0);
  return outcome;
}

/** Which versions of the index of a value, 2 and 1, lead to somebody. */
async function versionsOf(beginning: string, kind: 'email' | 'phone' | 'reference', value: string) {
  const found = new Set((await cloud.items('records')).map(({ pk }) => pk?.S));
  const [two, one] = index.ready.allOf(kind, value);
  return [two, one].map((each) => found.has(`${beginning}#${each}`));
}
const ofPerson = async ({ email, phone, numbers }: Person) => [
  await versionsOf('EML', 'email', email),
  await versionsOf('PHN', 'phone', phone),
  await versionsOf('REF', 'reference', `billing ${numbers[0]}`),
];
async function somebody(): Promise<Person> {
  const person = await registered(newProcess(), policy);
  await linkNumber(newProcess(), person);
  return person;
}

test('what was changed while its indexes were moved is moved as it is now, and the phone of before leads to nobody', async () => {
  const person = await somebody();
  const before = person.phone;
  expect(await ofPerson(person)).toEqual([0, 0, 0].map(() => [false, true]));
  expect(await movedWhile(person.id, () => changePhone(knowing(), person))).toBe('MOVED');
  expect(person.phone).not.toBe(before);
  expect(await versionsOf('PHN', 'phone', before)).toEqual([false, false]);
  expect(await ofPerson(person)).toEqual([0, 0, 0].map(() => [true, true]));
});

test.each(['ALL', 'CONTACT'] as const)(
  'P1.4: of whoever was shredded while their indexes were moved, %s, nothing is put under the new version',
  async (what) => {
    const person = await somebody();
    const shredding = createKeyShredding({ dynamo: wire().dynamo, table: 'keys' });
    const shred = async () => {
      const { shred: all, shredClasses } = shredding;
      const write = what === 'ALL' ? all(person.id) : await shredClasses(person.id, ['contact']);
      if (!write) throw new Error('there are no keys');
      await newProcess().commit([write], []);
    };
    expect(await movedWhile(person.id, shred)).toBe('AS_IT_IS');
    expect(await ofPerson(person)).toEqual([0, 0, 0].map(() => [false, true]));
  },
);
