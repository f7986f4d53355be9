import { setTimeout as pause } from 'node:timers/promises';
import { type Customer, canary } from './person.ts';
import type { ActorAct, Acts, Stage } from './stage.ts';

/** The notice in force, as a form sends it back. */
export async function noticeInForce({ client }: Stage) {
  for (;;) {
    const { data } = await client.ask(
      '{ collectionNotice(form: REGISTRATION, language: vi) { version digest } }',
    );
    const { version, digest } = data?.collectionNotice ?? {};
    if (digest !== undefined) return { version, digest, language: 'vi' };
  }
}

/** Registers, with the notice in force. @param agreed what a reader of advertising agrees to; others are not sure of it */
export async function register(stage: Stage, who: Customer, agreed?: readonly string[]): Promise<void> {
  const { client, draw } = stage;
  const chosen = agreed ?? (draw.often(0.7) ? ['NEW_PRODUCTS'] : []);
  const { name, email, phone, line, dateOfBirth, identityNumber } = who;
  const reply = await client.act('registerCustomer', 'me { id }', who.person, {
    ...{ kind: 'INDIVIDUAL', name, email, phone, address: { line, province: 'Đà Nẵng' } },
    ...{ dateOfBirth, identityNumber, language: 'vi', agreed: true, storage: true },
    notice: await noticeInForce(stage),
    consents: (agreed ?? ['NEW_PRODUCTS']).map((purpose) => ({
      ...{ purpose, channel: 'EMAIL', granted: chosen.includes(purpose) },
    })),
  });
  who.id = reply.data?.registerCustomer?.me?.id;
}

/** Links of a kind in the mails that came. */
export function linksTo({ services }: Stage, { emails }: Customer, kind: string): readonly string[] {
  const own = services.post.taken.filter(({ mail }) => mail.destinations.some((to) => emails.includes(to)));
  const links = own.flatMap(({ read }) => read.text.match(/https:\/\/[^\s<>"]+/g) ?? []);
  return links.filter((link) => link.includes(`/links/${kind}/`));
}

/** Follows a link of a kind in a mail that came. */
function followMail(kind: string): ActorAct {
  return async (stage, who) => {
    const found = linksTo(stage, who, kind);
    if (found.length > 0) await stage.client.follow(stage.draw.one(found), 'POST');
  };
}

/** Waits some minutes for the mail that confirms the address, and follows its link. */
export async function verifyOnceItComes(stage: Stage, who: Customer): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const [link] = linksTo(stage, who, 'verify-email');
    if (link !== undefined) return void (await stage.client.follow(link, 'POST'));
    await pause(5000);
  }
}

const choose: ActorAct = async (stage, { person }) => {
  const { client, draw } = stage;
  const purpose = draw.one(['NEW_PRODUCTS', 'NEW_PRODUCTS', 'PROMOTIONS', 'PAYMENT_CONFIRMATION']);
  const consents = [{ purpose, channel: 'EMAIL', granted: draw.often(0.5) }];
  await client.act('setConsents', 'me { id }', person, { consents, notice: await noticeInForce(stage) });
};

const changeAddress: ActorAct = async ({ client, draw }, who) => {
  const email = `${canary(draw, 'n')}@mail.example`;
  who.emails.push(email);
  await client.act('requestEmailChange', 'me { id }', who.person, { email });
};

const write: ActorAct = ({ client, draw }, who) => {
  const message = canary(draw, 'words');
  who.words.push(message);
  return client.act('openSupportRequest', 'request { reference }', who.person, { message });
};

/** What a customer may do, each by its name. */
export const customerActs: Acts = {
  verify: followMail('verify-email'),
  verifyAgain: followMail('verify-email'),
  confirmChange: followMail('confirm-change'),
  stopChange: followMail('stop-change'),
  changeAddress,
  refuseByLink: followMail('refuse'),
  choose,
  refuseAll: ({ client }, { person }) => client.act('refuseAllEmail', 'me { id }', person, {}),
  write,
  erase: ({ client }, { person }) => client.act('requestErasure', 'me { id }', person, {}),
  restrict: ({ client }, { person }) => client.act('restrictProcessing', 'me { id }', person, {}),
};
