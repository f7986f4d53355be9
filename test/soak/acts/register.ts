import { remember, secretsOf } from '../../harness/personal-values.ts';
import { givePayment, randomPayment, randomPerson, registerCustomer } from '../../harness/register.ts';
import { newCustomer } from '../acknowledged.ts';
import type { SoakAct } from '../stage.ts';
import { awaitedLink, useLink } from './follow-link.ts';

/** Somebody signs up, confirms the address by the link that comes, and says how they pay. */
export const signUp: SoakAct = async (stage) => {
  const { cloud, acknowledged, draw } = stage;
  const granted = draw.often(0.7);
  const consents = [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted }];
  const who = newCustomer(await registerCustomer(cloud, randomPerson(), { consents }));
  who.choices.set('NEW_PRODUCTS:EMAIL', { granted, changes: 1 });
  acknowledged.customers.push(who);
  // Of every address that becomes theirs, too.
  remember({ inboxes: who.emails, values: secretsOf(who).values });
  await useLink(stage, await awaitedLink(stage, who.email, 'verify-email'), 'verify-email');
  await givePayment(cloud, who, randomPayment());
  who.revisions.payment += 1;
  who.isVerified = true;
};
