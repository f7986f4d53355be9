import { expect, it } from 'vitest';
import { sendMail } from '../../../lambda/domain/mail/send-mail.ts';
import { uncover } from '../../../lambda/domain/pii.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import { MemoryWorld } from './memory-world.ts';

const asker = 'ASKER';
const address = 'someone@example.test';

function world() {
  const made = new MemoryWorld();
  made.add(asker, address, ['index']);
  const mail = made.queue(asker);
  return {
    made,
    mail,
    send: (changes: Partial<Ports> = {}) =>
      sendMail({ ...made.ports, ...changes }, { customerId: asker, mailId: mail.id, by: 'dispatch' }),
  };
}

it('asks for the keys of contact details, of the customer alone, and composes what was sealed with the mail', async () => {
  const { made, mail, send } = world();
  const asked: unknown[] = [];
  const letters: unknown[] = [];
  const { ready } = made.ports.sealing;
  made.ports.sealing.ready = (classes, keyrings) => {
    asked.push([classes, keyrings]);
    return ready(classes);
  };
  const composeMail: Ports['composeMail'] = (letter) => {
    letters.push({ to: uncover(letter.to), filled: uncover(letter.filled), refusing: letter.refusing });
    return made.ports.composeMail(letter);
  };
  expect(await send({ composeMail })).toBe('SENT');
  expect(asked).toContainEqual([['contact'], [{ subjectId: asker }]]);
  const variables = JSON.parse(new TextDecoder().decode(mail.sealedVariables));
  expect(letters).toEqual([
    { to: address, filled: { template: 'EMAIL_VERIFICATION', variables }, refusing: undefined },
  ]);
});

it('tells whoever is woken which mail was parked, of whom, and why', async () => {
  const { made, mail, send } = world();
  const told: unknown[] = [];
  made.ports.log.error = (event, facts) => told.push([event, facts]);
  made.mails.set(`${asker}/${mail.id}`, {
    ...mail,
    sealedVariables: new TextEncoder().encode('{"link":1}'),
  });
  expect(await send()).toBe('FAILED');
  expect(told).toEqual([
    ['mail_parked', { mailId: mail.id, customerId: asker, code: 'INTEGRITY_VIOLATION' }],
  ]);
});
