import fc from 'fast-check';
import { DomainError } from './lambda/domain/errors.ts';
import { parseInput } from './lambda/domain/input/collect-issues.ts';
import { phoneNumber } from './lambda/domain/input/phone-number.ts';
import { emailAddress } from './lambda/domain/input/email-address.ts';
import { personName, organisationName } from './lambda/domain/input/name.ts';
import { postalAddress } from './lambda/domain/input/postal-address.ts';
import { parseRegistration } from './lambda/domain/input/registration.ts';
import { normaliseText } from './lambda/domain/input/text.ts';
import { holdsCardNumber } from './lambda/domain/input/card-number.ts';
const prefixes = '32 33 34 35 36 37 38 39 52 56 58 59 70 76 77 78 79 81 82 83 84 85 86 88 89 90 91 92 93 94 96 97 98 99'.split(' ');
const mobile = fc.tuple(fc.constantFrom(...prefixes), fc.stringMatching(/^[0-9]{7}$/)).map(([a, b]) => a + b);
const start = fc.constantFrom('0', '+84', '84', '0084', '+84 ', '+84 (0) ', '+840', '(+84) ', '00 84 ');
const sep = fc.constantFrom('', ' ', '.', '-', '\u00a0', '–', '  ', '/');
fc.assert(fc.property(mobile, start, sep, (n, b, s) => parseInput(phoneNumber, b + [n.slice(0, 2), n.slice(2, 5), n.slice(5)].join(s)) === `+84${n}`), { numRuns: 30000 });
const t = fc.string({ unit: 'binary', maxLength: 40 });
fc.assert(fc.property(t, (x) => normaliseText(normaliseText(x)) === normaliseText(x)), { numRuns: 30000 });
for (const p of [phoneNumber, emailAddress, personName, organisationName]) fc.assert(fc.property(t, (x) => { try { const y = parseInput<string>(p, x); return parseInput<string>(p, y) === y; } catch (e) { return e instanceof DomainError; } }), { numRuns: 10000 });
const near = fc.string({ unit: fc.constantFrom('0', '8', '4', '9', '+', '(', ')', ' ', '-', '.', ';', 'e', 'x', 't', '=', '#', '/', '\u0660', '~'), maxLength: 24 });
fc.assert(fc.property(near, (x) => { try { const y = parseInput<string>(phoneNumber, x); return parseInput<string>(phoneNumber, y) === y; } catch (e) { return e instanceof DomainError; } }), { numRuns: 100000 });
fc.assert(fc.property(fc.anything(), (x) => { try { parseRegistration(x, new Date()); return true; } catch (e) { return e instanceof DomainError; } }), { numRuns: 20000 });
const time = (label: string, f: () => unknown) => { const t0 = performance.now(); f(); console.log(label, (performance.now() - t0).toFixed(1)); };
const tryit = (p: never, x: unknown) => () => { try { parseInput(p, x); } catch {} };
for (const [l, x] of [['a', 'a'.repeat(64000)], ['space', ` ${' '.repeat(64000)}x`], ['digits', '4 '.repeat(32000)], ['d2', '4'.repeat(64000)], ['d3', '4   '.repeat(16000)], ['at', `a@${'b.'.repeat(32000)}`], ['dots', '.'.repeat(64000)], ['marks', 'e\u0323'.repeat(32000)], ['math digits', '\u{1d7ff}'.repeat(16000)], ['fullwidth', '\uff14 '.repeat(32000)]] as const) {
  time(`name ${l}`, tryit(organisationName as never, x)); time(`email ${l}`, tryit(emailAddress as never, x)); time(`phone ${l}`, tryit(phoneNumber as never, x)); time(`card ${l}`, () => holdsCardNumber(x)); time(`addr ${l}`, tryit(postalAddress as never, { line: x, province: x }));
}
