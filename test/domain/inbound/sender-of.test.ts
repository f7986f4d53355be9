import { expect, test } from 'vitest';
import { senderOf } from '../../../lambda/domain/inbound/sender-of.ts';

test.each([
  [['an@example.com'], 'an@example.com'],
  [['An Nguyen <An@Example.COM>'], 'An@example.com'],
  [['"Nguyễn, An" <an@example.com>'], 'an@example.com'],
  [['"a\\"b@c.example, x" <an@example.com>'], 'an@example.com'],
  [['Nguyễn, An <an@example.com>'], 'an@example.com'],
  [['an@example.com <an@example.com>'], 'an@example.com'],
  [['an@exämple.com'], 'an@xn--exmple-cua.com'],
  [['an@EXÄMPLE.com'], 'an@xn--exmple-cua.com'],
  [['an@XN--exmple-cua.com'], 'an@xn--exmple-cua.com'],
])('P3.4: %o names %s', (from, address) => {
  expect(senderOf(from)).toBe(address);
});

test.each([
  [[]],
  [['']],
  [['An']],
  [['<>']],
  [['a@b.example', 'c@d.example']],
  [['a@b.example, c@d.example']],
  [['a@b.example, C <c@d.example>']],
  [['A <a@b.example>, C <c@d.example>']],
  [['A <a@b.example> <c@d.example>']],
  [['A <a@b.example> (c@d.example)']],
  [['a@b.example (x) <c@d.example']],
  [['Group: a@b.example, c@d.example;']],
  [[`${'x'.repeat(3000)} <a@b.example>`]],
  // Brought to b.example by mapping, while DMARC asks for what stands there.
  [['a@ｂ.example']],
  [['a@b。example']],
  [['a@ⓑ.example']],
  [['A <a@b.exampleK>']],
  [['a@𝒃.example']],
])('P3.6: %o names nobody', (from) => {
  expect(senderOf(from)).toBeUndefined();
});
