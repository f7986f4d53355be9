import { archiveWhole } from './archive-whole.ts';
import { auditWhole } from './audit-whole.ts';
import { clocksKept } from './clocks-kept.ts';
import { codesSent } from './codes-sent.ts';
import { consentsAgree } from './consents-agree.ts';
import { correctionsDecided } from './corrections-decided.ts';
import { disclosuresStand } from './disclosures-stand.ts';
import { erasedUnreadable } from './erased-unreadable.ts';
import { importsOnce } from './imports-once.ts';
import { incidentsTold } from './incidents-told.ts';
import type { Invariant, Left, Remains } from './left.ts';
import { mailAnswered } from './mail-answered.ts';
import { mailFiled } from './mail-filed.ts';
import { advertisedOnce, mailsAtRest } from './mails.ts';
import { nothingInTheClear } from './nothing-in-the-clear.ts';
import { oneEffect } from './one-effect.ts';
import { oneOwner } from './one-owner.ts';
import { paymentsStand } from './payments-stand.ts';
import { refusalsHold } from './refusals-hold.ts';
import { revealsAudited } from './reveals-audited.ts';

/** An invariant that did not hold, and how it shows. */
export interface Broken {
  readonly invariant: string;
  readonly what: string;
}

/** What must hold wherever the product ran, of all that was left. */
const ofRemains: Readonly<Record<string, Invariant>> = {
  'no mail whose sending began after a refusal': refusalsHold,
  'no advertising twice': advertisedOnce,
  'no operational mail lost': mailsAtRest,
  'every audit chain whole': auditWhole,
  'no two verified customers with one email': oneOwner,
  'consent history and state agree': consentsAgree,
  'clocks kept or alarmed': clocksKept,
  'erased means unreadable': erasedUnreadable,
};

/** What must hold after every run of the simulation. */
export const invariants: Readonly<Record<string, Invariant<Left>>> = {
  ...ofRemains,
  'every row of the audit archived as it was committed': archiveWhole,
  'no value revealed without its audit row': revealsAudited,
  'nothing disclosed without a basis that two people stood up for': disclosuresStand,
  'nothing given for a payment but on a word that held then': paymentsStand,
  'a correction decided once, applied whole and answered': correctionsDecided,
  'everybody whom an incident touches told of it once': incidentsTold,
  'a row of a file brought once, and never after an erasure': importsOnce,
  'every idempotent call answered once': oneEffect,
  'every mail that came in filed once': mailFiled,
  'answered by itself only what may be': mailAnswered,
  'a code of sign-in comes to whom it is for': codesSent,
  'no personal byte in the clear': nothingInTheClear,
};

export const brokenIn = (left: Left): Promise<readonly Broken[]> => brokenOf(invariants, left);
export const brokenInRemains = (remains: Remains): Promise<readonly Broken[]> => brokenOf(ofRemains, remains);

async function brokenOf<Seen>(
  all: Readonly<Record<string, Invariant<Seen>>>,
  seen: Seen,
): Promise<readonly Broken[]> {
  const found: Broken[] = [];
  for (const [invariant, look] of Object.entries(all))
    for (const what of await look(seen)) found.push({ invariant, what });
  return found;
}
