import { expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { newReference } from '../../lambda/domain/request/reference.ts';
import { refusalMailbox } from '../../lambda/mail/refusal-links.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { createApp, createStage } from './synthesized-stage.ts';

/** As long as a token is. */
const token = '1'.repeat(54);

it('refuses an address of refusals that leaves no room for a token, and no other', () => {
  for (const name of ['r', 'refuse', 'refuse-me']) {
    const refusalAddress = `${name}@mail.dev.cloudfly.vn`;
    expect(() => createStage(createApp(), 'dev', { refusalAddress })).not.toThrow();
    expect(refusalMailbox(refusalAddress, token)).toContain(token);
  }
  for (const refusalAddress of [
    'refuse-all@a.example',
    'refuse',
    '@a.example',
    'a+b@a.example',
    'A <a@a.example>',
  ])
    expect(() => createStage(createApp(), 'dev', { refusalAddress })).toThrow('refusalAddress of dev');
  expect(() => refusalMailbox('refuse-all@a.example', token)).toThrow('no room');
});

it('refuses an address of support that leaves no room for a reference', () => {
  const named = (length: number) => `${'s'.repeat(length)}@mail.dev.cloudfly.vn`;
  expect(`${named(49).split('@')[0]}+${newReference(systemRandom)}`).toHaveLength(64);
  expect(() => createStage(createApp(), 'dev', { supportAddress: named(49) })).not.toThrow();
  for (const supportAddress of [
    named(50),
    'support',
    'a+b@mail.dev.cloudfly.vn',
    'A <a@mail.dev.cloudfly.vn>',
  ])
    expect(() => createStage(createApp(), 'dev', { supportAddress })).toThrow('supportAddress of dev');
});

it('refuses addresses whose mail would not come in', () => {
  for (const elsewhere of ['mail.cloudfly.example', 'a.mail.dev.cloudfly.vn', 'dev.cloudfly.vn'])
    for (const [name, changed] of Object.entries({
      mailFrom: { mailFrom: `CloudFly <answers@${elsewhere}>` },
      refusalAddress: { refusalAddress: `refuse@${elsewhere}` },
      supportAddress: { supportAddress: `support@${elsewhere}` },
    }))
      expect(() => createStage(createApp(), 'dev', changed)).toThrow(`${name} of dev is not at mail.dev`);
  expect(() =>
    createStage(createApp(), 'dev', { supportAddress: 'Support@Mail.dev.CloudFly.vn' }),
  ).not.toThrow();
});

it('refuses to take for a refusal what is written to support, or as an answer', () => {
  const refusalAddress = 'Same@mail.dev.cloudfly.vn';
  for (const [name, changed] of Object.entries({
    mailFrom: { mailFrom: 'CloudFly <same@mail.dev.cloudfly.vn>' },
    supportAddress: { supportAddress: 'same@mail.dev.cloudfly.vn' },
  }))
    expect(() => createStage(createApp(), 'dev', { refusalAddress, ...changed })).toThrow(
      `${name} of dev is the refusalAddress too`,
    );
});

it('refuses a page of the frontend that would get a token into the log of a server', () => {
  for (const informationPage of ['https://my.example/give#', 'https://my.example/#/give/'])
    expect(() => createStage(createApp(), 'dev', { informationPage })).not.toThrow();
  for (const informationPage of [
    'https://my.example/give/',
    'https://my.example/?token=',
    'http://my.example/#',
    '',
  ])
    expect(() => createStage(createApp(), 'dev', { informationPage })).toThrow('informationPage of dev');
});

const particulars = { postalAddress: '1 Example Road', phone: '1900 0000' };
const warnings = (name: 'dev' | 'prod', sender: object) => {
  const { app } = createStage(createApp(), name, {
    mailSender: { ...stageConfig(name).mailSender, ...sender },
  });
  return app.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
};

it('warns of a production stage whose mails do not say who sends them (D91 19-20)', () => {
  expect(warnings('prod', particulars)).toEqual([]);
  expect(warnings('dev', {})).toEqual([]);
  for (const [missing, said] of [
    [{ postalAddress: '' }, 'no postalAddress:'],
    [{ phone: ' ' }, 'no phone:'],
    [{ postalAddress: '', phone: '' }, 'no postalAddress and no phone:'],
  ] as const) {
    const [warning, ...others] = warnings('prod', { ...particulars, ...missing });
    expect(warning).toContain(said);
    expect(others).toEqual([]);
  }
});
