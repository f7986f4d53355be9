import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serviceScopes, staffRoles } from '../../lambda/domain/access.ts';
import { schema } from '../../schema/index.ts';
import { type Answer, codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled, mailsTo } from '../harness/mails.ts';
import { personal } from '../harness/personal-values.ts';
import { registerCustomer } from '../harness/register.ts';
import { type TextPlace, textPlaces } from './every-argument.ts';

vi.setConfig({ testTimeout: 600_000 });
const places = textPlaces(schema);
let cloud: TestCloud;
let tokens: readonly string[];
beforeAll(async () => {
  cloud = await startTestCloud();
  const { token } = await registerCustomer(cloud);
  await mailsSettled(cloud);
  // Nothing is to be refused for who asks.
  tokens = [
    token,
    await cloud.employee(...staffRoles),
    await cloud.service('billing-service', serviceScopes),
  ];
}, 120_000);
afterAll(() => cloud?.stop());

const headers = { 'x-processing-purpose': 'SERVICE_SUPPORT', 'x-reference': 'SUP-1' };
const refusals = (answer: Answer): readonly { code: unknown; path: readonly string[] }[] => {
  const [payload] = Object.values(
    (answer.data ?? {}) as Record<string, { errors?: readonly never[] } | null>,
  );
  const tops = answer.errors.map(({ extensions, path = [] }) => ({
    code: extensions.code,
    path: [
      ...path,
      ...((extensions.path as string[] | undefined) ?? []),
      String(extensions.argument ?? extensions.field ?? ''),
    ],
  }));
  return [...tops, ...((payload?.errors ?? []) as readonly { code: string; path: string[] }[])];
};

/** Asks whoever may; the first who is not refused for who they are. */
async function asked(query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
  let last: Answer | undefined;
  for (const token of tokens) {
    last = await cloud.ask(query, { token, variables, headers });
    if (!codesOf(last).some((code) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED')) return last;
  }
  return last as Answer;
}

/** With a key of its own, unless that is what is tried. */
function keyed(place: TextPlace, text: unknown): Readonly<Record<string, unknown>> {
  const given = place.with(text) as { readonly input?: Readonly<Record<string, unknown>> };
  if (place.path.at(-1) === 'idempotencyKey' || given.input?.idempotencyKey === undefined) return given;
  return { ...given, input: { ...given.input, idempotencyKey: canary('key-') } };
}

test('a text that is much too long is refused wherever it stands, in few words that do not repeat it', async () => {
  expect(places.length).toBeGreaterThan(300);
  const [mails, logged] = [await mailsTo(cloud), cloud.logs.length];
  const word = personal('a long text', `Nguyễn ${canary()}`);
  const found: string[] = [];
  for (const place of places) {
    const given = keyed(place, `${word} `.repeat(1200));
    const answer = await asked(place.query, given);
    const at = `${place.coordinate} ${place.path.join('.')}`;
    if (Buffer.byteLength(answer.text) > 10_240) found.push(`${at}: ${Buffer.byteLength(answer.text)} bytes`);
    if (answer.text.includes(word)) found.push(`${at}: repeated`);
    if (codesOf(answer).includes('INTERNAL_SERVER_ERROR') || answer.status >= 500)
      found.push(`${at}: ${answer.status} ${codesOf(answer)}`);
    if ([...answer.headers].some(([, value]) => value.includes(word))) found.push(`${at}: in a header`);
    const refused = refusals(answer);
    // A choice of nothing is no choice: nothing else of it is read.
    const isNothing = place.coordinate === 'Mutation.setConsents';
    if (refused.length === 0 && place.query.startsWith('mutation') && !isNothing) found.push(`${at}: taken`);
    // Something else may be missing or not be there first; then that is named.
    const named =
      answer.errors.some(({ message }) => message.includes(place.path.at(-1) as string)) ||
      refused.some(({ path }) => path.some((name) => name !== '' && name !== place.coordinate));
    if (refused.length > 0 && !named) found.push(`${at}: ${JSON.stringify(refused).slice(0, 200)}`);
  }
  expect(found).toEqual([]);
  expect(cloud.logs.slice(logged).filter((line) => line.includes('request_failed'))).toEqual([]);
  expect(await mailsTo(cloud)).toHaveLength(mails.length);
});
