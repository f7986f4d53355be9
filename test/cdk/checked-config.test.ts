import { expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { refusalMailbox } from '../../lambda/mail/refusal-links.ts';
import { createApp, createStage } from './synthesized-stage.ts';

/** As long as a token is. */
const token = '1'.repeat(54);

it('refuses an address of refusals that leaves no room for a token, and no other', () => {
  for (const name of ['r', 'refuse', 'refuse-me']) {
    const refusalAddress = `${name}@mail.cloudfly.example`;
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
