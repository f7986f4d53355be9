import { expect, test } from 'vitest';
import { automaticOf } from '../../../lambda/domain/inbound/automatic-of.ts';
import { automationFields } from '../../../lambda/mail/automation.ts';

const nobodys = { isNullSender: false, isOwn: false };

test.each([
  [{}, undefined],
  [{ autoSubmitted: 'no' }, undefined],
  [{ autoSubmitted: 'no ; x=y', contentType: 'multipart/mixed' }, undefined],
  [{ precedence: 'first-class' }, undefined],
  [{ autoSubmitted: 'auto-replied' }, 'MACHINE'],
  [{ autoSubmitted: 'auto-generated; owner-email="x@y"' }, 'MACHINE'],
  [{ autoSubmitted: 'nonsense' }, 'MACHINE'],
  [{ autoSubmitted: '' }, 'MACHINE'],
  [{ contentType: 'multipart/report; report-type=delivery-status' }, 'MACHINE'],
  [{ precedence: 'auto_reply' }, 'MACHINE'],
  [{ loop: 'anything' }, 'MACHINE'],
  [{ precedence: 'bulk' }, 'BULK'],
  [{ precedence: ' list ' }, 'BULK'],
  [{ precedence: 'junk' }, 'BULK'],
  [{ listId: '' }, 'BULK'],
  [{ autoResponseSuppress: 'OOF' }, 'BULK'],
  [{ autoResponseSuppress: 'all' }, 'BULK'],
  [{ autoResponseSuppress: 'dr, rn, autoreply' }, 'BULK'],
  [{ autoResponseSuppress: 'dr' }, undefined],
  [{ autoResponseSuppress: 'dr, rn, nrn' }, undefined],
  [{ autoResponseSuppress: 'none' }, undefined],
  [{ autoResponseSuppress: 'OOF', autoSubmitted: 'auto-replied' }, 'MACHINE'],
])('RFC 3834: %o is %s', (automatic, expected) => {
  expect(automaticOf({ automatic }, nobodys)).toBe(expected);
});

test('a null envelope and our own addresses are machines, whatever the mail says', () => {
  const automatic = { autoSubmitted: 'no' };
  expect(automaticOf({ automatic }, { isNullSender: true, isOwn: false })).toBe('MACHINE');
  expect(automaticOf({ automatic }, { isNullSender: false, isOwn: true })).toBe('MACHINE');
});

test('P3.4: what this product sends by itself is known when it comes back', () => {
  const fields = automationFields.REPLIED;
  const loop = fields['X-CloudFly-Loop'] ?? '';
  const autoSubmitted = fields['Auto-Submitted'] ?? '';
  expect(automaticOf({ automatic: { autoSubmitted } }, nobodys)).toBe('MACHINE');
  expect(automaticOf({ automatic: { loop } }, nobodys)).toBe('MACHINE');
});
