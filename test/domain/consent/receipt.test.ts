import { expect, test } from 'vitest';
import { applyFacts } from '../../../lambda/domain/consent/apply-facts.ts';
import type { ConsentFact } from '../../../lambda/domain/consent/fact.ts';
import { receiptPayload } from '../../../lambda/domain/consent/receipt.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { firstContent, nextContent } from '../../harness/policy-drafts.ts';

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const digest = { vi: 'a'.repeat(64), en: 'b'.repeat(64) };
const version = (number: number, content = firstContent()): PolicyVersion => ({
  ...content,
  version: number,
  effectiveAt: day(number),
  publishedAt: day(number),
  digest,
});
const controller = {
  name: 'CloudFly',
  country: 'VN',
  postalAddress: '1 Example Road',
  phone: '1900 0000',
  site: 'https://cloudfly.example',
  email: 'privacy@cloudfly.example',
  policyUrl: 'https://cloudfly.example/policy',
};
let made = 0;
const fact = (facts: Partial<ConsentFact>): ConsentFact => {
  made += 1;
  return {
    id: `fact-${made}`,
    type: 'CONSENT',
    at: day(made),
    manner: 'EXPLICIT',
    path: 'SIGNED_IN',
    policyVersion: 1,
    language: 'en',
    textDigest: digest.en,
    actor: 'customer:x',
    requestId: 'request',
    ...facts,
  };
};
const say = (purpose: ConsentFact['purpose'], granted: boolean, more: Partial<ConsentFact> = {}) =>
  fact({ ...(purpose && { purpose }), channel: 'EMAIL', granted, ...more });

function linesOf(history: readonly ConsentFact[], inForce: PolicyVersion, at = new Date(day(28))) {
  const state = applyFacts(undefined, history);
  const versions = inForce.version === 1 ? [inForce] : [version(1), inForce];
  const issued = { id: 'receipt', principalId: 'principal', at, controller };
  return receiptPayload({ state, history }, { versions, inForce }, issued);
}
const accepted = fact({ type: 'ACCEPTANCE' });

test('a receipt tells given, refused, withdrawn and stale apart, each with its events (P1.3)', () => {
  const history = [
    accepted,
    say('NEW_PRODUCTS', true),
    say('NEW_PRODUCTS', false, { path: 'LINK' }),
    say('SURVEYS', true),
    say('PROMOTIONS', false),
    say('SERVICE_NOTICE', false, { path: 'STAFF' }),
  ];
  const receipt = linesOf(history, version(2, nextContent()));
  const state = (purpose: string, basis = 'CONSENT') =>
    receipt.pii_processing.find((one) => one.purpose === purpose && one.lawful_basis === basis);
  expect(state('NEW_PRODUCTS')).toMatchObject({
    state: 'withdrawn',
    channels: ['EMAIL'],
    events: [
      { event_state: 'given', event_method: 'EXPLICIT SIGNED_IN', evidence_id: history[1]?.id },
      { event_state: 'withdrawn', event_method: 'EXPLICIT LINK', evidence_id: history[2]?.id },
    ],
  });
  expect(state('SURVEYS')?.state).toBe('stale');
  // A refusal is never stale, though the version in force does not know the purpose.
  expect(state('PROMOTIONS')?.state).toBe('refused');
  expect(state('SERVICE_NOTICE', 'AGREEMENT')?.channels).toEqual(['MESSAGE', 'PHONE']);
  expect(receipt.pii_processing.filter((one) => one.lawful_basis === 'AGREEMENT')).toHaveLength(5);
  expect(receipt.privacy_notice).toMatchObject({ version: 1, language: 'en', digest: digest.en });
});

test('a receipt names who answers for the data, as the operator set it (L91 9(2))', () => {
  const receipt = linesOf([accepted], version(1));
  expect(receipt).toMatchObject({ jurisdiction: 'VN', privacy_notice: { url: controller.policyUrl } });
  expect(receipt.parties).toEqual([
    {
      party_id: controller.site,
      party_role: 'PII controller',
      party_name: controller.name,
      party_country: controller.country,
      party_address: controller.postalAddress,
      party_phone: controller.phone,
      party_email: controller.email,
      party_url: controller.site,
    },
  ]);
});

test('a receipt names other bases and whether they ended (L91 19)', () => {
  const basis = fact({ type: 'LEGAL_BASIS', purpose: 'BILLING_NOTICE', basis: 'CONTRACT', endsAt: day(20) });
  const lines = (at: string) =>
    linesOf([accepted, basis], version(1), new Date(at)).pii_processing.filter(
      (one) => one.lawful_basis === 'CONTRACT',
    );
  expect(lines(day(19))).toMatchObject([{ state: 'given', events: [{ event_state: 'given' }] }]);
  expect(lines(day(20))).toMatchObject([{ state: 'ended' }]);
});

test('a receipt lists the newest events and counts the older ones', () => {
  const history = [accepted, ...Array.from({ length: 30 }, (_, n) => say('NEW_PRODUCTS', n % 2 === 0))];
  const line = linesOf(history, version(1)).pii_processing.find((one) => one.purpose === 'NEW_PRODUCTS');
  expect([line?.events.length, line?.earlier_events]).toEqual([20, 10]);
  expect(line?.events.at(-1)?.evidence_id).toBe(history.at(-1)?.id);
});

test('a receipt says the words that each choice was offered with last, and no words where there were none', () => {
  const words = (wording?: string) => say('SURVEYS', true, wording === undefined ? {} : { wording });
  const line = (...history: readonly ConsentFact[]) =>
    linesOf([accepted, ...history], version(1)).pii_processing.find(({ purpose }) => purpose === 'SURVEYS');
  expect(line(words('first'), words('then'))?.purpose_description).toBe('then');
  expect(Object.keys(line(words('first'), words()) ?? {})).not.toContain('purpose_description');
  // Brought from earlier records, without a fact of its own.
  const state = applyFacts(undefined, [accepted, words('first')]);
  const issued = { id: 'receipt', principalId: 'principal', at: new Date(day(28)), controller };
  const inForce = version(1);
  const payload = receiptPayload({ state, history: [accepted] }, { versions: [inForce], inForce }, issued);
  const alone = payload.pii_processing.find(({ purpose }) => purpose === 'SURVEYS');
  expect(alone).toMatchObject({ state: 'given', lawful_basis: 'CONSENT', events: [] });
  for (const name of ['purpose_description', 'consent_type'])
    expect(Object.keys(alone ?? {})).not.toContain(name);
});

test('a receipt says which agreed purposes the version in force states otherwise than the accepted one', () => {
  const agreed = (inForce: PolicyVersion | undefined) => {
    const state = applyFacts(undefined, [accepted]);
    const issued = { id: 'receipt', principalId: 'principal', at: new Date(day(28)), controller };
    const policies = { versions: [version(1), ...(inForce ? [inForce] : [])], inForce };
    return receiptPayload({ state, history: [accepted] }, policies, issued).pii_processing.filter(
      (one) => one.lawful_basis === 'AGREEMENT',
    );
  };
  const stale = (inForce: PolicyVersion | undefined) =>
    agreed(inForce).flatMap((one) => (one.state === 'stale' ? [one.purpose] : []));
  const first = firstContent();
  const purposes = first.purposes.map((one) =>
    one.purpose === 'SERVICE_NOTICE' ? { ...one, wording: { ...one.wording, vi: 'khác' } } : one,
  );
  expect(stale(version(2, { ...first, purposes }))).toEqual(['SERVICE_NOTICE']);
  expect(stale(version(2))).toEqual([]);
  expect(stale(undefined)).toEqual([]);
  expect(agreed(version(2)).map(({ purpose_description }) => purpose_description)).toEqual(
    agreed(version(2)).map(
      ({ purpose }) => first.purposes.find((stated) => stated.purpose === purpose)?.wording.en,
    ),
  );
  for (const one of agreed(version(2)))
    expect(one).toMatchObject({
      consent_type: 'EXPLICIT',
      events: [{ event_state: 'given', evidence_id: accepted.id }],
    });
});
