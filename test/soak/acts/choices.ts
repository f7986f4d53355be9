import { refusablePurposes } from '../../../lambda/domain/purposes.ts';
import { noticeInForce, refuseAllEmail, setConsents } from '../../harness/consents.ts';
import { mailsTo } from '../../harness/received-mails.ts';
import { done } from '../../harness/recipients.ts';
import type { Customer } from '../acknowledged.ts';
import { patiently } from '../patiently.ts';
import type { CustomerAct } from '../stage.ts';
import { linkOf, useLink } from './follow-link.ts';

/** A choice that says nothing new is no change. */
function note({ choices }: Customer, purpose: string, granted: boolean): void {
  const known = choices.get(`${purpose}:EMAIL`);
  if (known?.granted === granted) return;
  choices.set(`${purpose}:EMAIL`, { granted, changes: (known?.changes ?? 0) + 1 });
}

/** Changes one choice. */
export const choose: CustomerAct = async ({ cloud, draw }, who) => {
  const purpose = draw.one(['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS', 'PAYMENT_CONFIRMATION']);
  const granted = !(who.choices.get(`${purpose}:EMAIL`)?.granted ?? false);
  const consents = [{ purpose, channel: 'EMAIL', granted }];
  done(await setConsents(cloud, who.token, { consents, notice: await noticeInForce(cloud) }));
  note(who, purpose, granted);
};

/** Refuses all mail on the page. */
export const refuseOnPage: CustomerAct = async ({ cloud }, who) => {
  done(await refuseAllEmail(cloud, who.token));
  for (const purpose of refusablePurposes) note(who, purpose, false);
};

/** Follows the stop link of the newest mail that has one; what it refuses stands in the customer's choices then. */
export const refuseByLink: CustomerAct = async (stage, who) => {
  const mails = await patiently(() => mailsTo(stage.cloud, who.email));
  const link = linkOf(mails, 'refuse');
  if (link === undefined) return;
  await useLink(stage, link, 'refuse');
  const query = '{ me { consents { choices { purpose channel granted } } } }';
  const { data } = await stage.cloud.ask(query, { token: who.token });
  const choices: readonly { purpose: string; channel: string | null; granted: boolean }[] =
    data.me.consents.choices;
  const before = [...who.choices.values()].filter(({ granted }) => granted).length;
  for (const { purpose, channel, granted } of choices) if (channel === 'EMAIL') note(who, purpose, granted);
  const granting = [...who.choices.values()].filter(({ granted }) => granted).length;
  if (granting > before) throw new Error('a stop link has granted something');
};
