import { setTimeout as pause } from 'node:timers/promises';
import { linksTo, noticeInForce, register, verifyOnceItComes } from './customer.ts';
import { recordRefusal } from './desk.ts';
import { type Customer, drawCustomer } from './person.ts';
import type { ActorAct, Stage } from './stage.ts';

/** Purposes of advertising. */
export const advertised = ['NEW_PRODUCTS', 'PROMOTIONS'];

/** Customers who come for the advertising: they register, agree to it and confirm their address. */
export async function gather(stage: Stage): Promise<readonly Customer[]> {
  const { draw, people } = stage;
  const size = 5 + draw.below(4);
  const audience = Array.from({ length: size }, () => ({ ...drawCustomer(draw), isReader: true }));
  people.push(...audience);
  await Promise.all(
    audience.map(async (who) => {
      await pause(draw.below(10_000));
      await register(stage, who, advertised);
      await verifyOnceItComes(stage, who);
    }),
  );
  return audience;
}

/** By a mail that came: at the page behind its link, or by the button of a mail program (RFC 8058). */
const refuseMail: ActorAct = async (stage, who) => {
  const { client, draw } = stage;
  for (let tries = 0; tries < 6; tries++) {
    const links = linksTo(stage, who, 'refuse');
    const body = draw.often(0.5) ? 'List-Unsubscribe=One-Click' : undefined;
    if (links.length > 0) return client.follow(draw.one(links), 'POST', body);
    await pause(20_000);
  }
};

const refuseOne: ActorAct = async (stage, { person }) => {
  const { client, draw } = stage;
  const consents = [{ purpose: draw.one(advertised), channel: 'EMAIL', granted: false }];
  await client.act('setConsents', 'me { id }', person, { consents, notice: await noticeInForce(stage) });
};

const ways: readonly ActorAct[] = [
  refuseMail,
  refuseMail,
  refuseOne,
  recordRefusal,
  ({ client }, { person }) => client.act('refuseAllEmail', 'me { id }', person, {}),
];

/** Some refuse, at any moment of a campaign. */
export async function refuseSome(stage: Stage, audience: readonly Customer[]): Promise<void> {
  const { draw } = stage;
  const some = audience.filter(() => draw.often(0.4));
  await Promise.all(
    some.map(async (who) => {
      await pause(draw.one([0, 1000, 20_000, 100_000]) * (0.5 + draw()));
      await draw.one(ways)(stage, who);
    }),
  );
}
