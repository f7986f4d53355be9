import { render, toPlainText } from '@react-email/render';
import { createElement } from 'react';
import { law } from '../domain/law.ts';
import type { MailTemplate, MailVariables } from '../domain/mail/templates.ts';
import type { Language } from '../domain/viewer.ts';
import { lineText } from './formats.ts';
import type { Frame } from './frame.ts';
import { addressHeld } from './templates/address-held.tsx';
import { addressTaken } from './templates/address-taken.tsx';
import { billingNotice } from './templates/billing-notice.tsx';
import { campaign } from './templates/campaign.tsx';
import { correspondentNotice } from './templates/correspondent-notice.tsx';
import { disclosureNotice } from './templates/disclosure-notice.tsx';
import { emailChangeNotice } from './templates/email-change-notice.tsx';
import { emailVerification } from './templates/email-verification.tsx';
import { incidentNotice } from './templates/incident-notice.tsx';
import { informationRequest } from './templates/information-request.tsx';
import { Layout } from './templates/layout.tsx';
import { paymentConfirmation } from './templates/payment-confirmation.tsx';
import { policyChange } from './templates/policy-change.tsx';
import { refusalConfirmation } from './templates/refusal-confirmation.tsx';
import { requestAnswer } from './templates/request-answer.tsx';
import { requestReceived } from './templates/request-received.tsx';
import { rightsAnswer } from './templates/rights-answer.tsx';
import { serviceExtension } from './templates/service-extension.tsx';
import { serviceNotice } from './templates/service-notice.tsx';
import { serviceSupport } from './templates/service-support.tsx';
import { signInCode } from './templates/sign-in-code.tsx';
import type { Template } from './templates/template.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const templates: { readonly [T in MailTemplate]: Template<T> } = {
  EMAIL_VERIFICATION: emailVerification,
  ADDRESS_TAKEN: addressTaken,
  ADDRESS_HELD: addressHeld,
  SIGN_IN_CODE: signInCode,
  PAYMENT_CONFIRMATION: paymentConfirmation,
  BILLING_NOTICE: billingNotice,
  SERVICE_NOTICE: serviceNotice,
  SERVICE_SUPPORT: serviceSupport,
  SERVICE_EXTENSION: serviceExtension,
  CAMPAIGN: campaign,
  POLICY_CHANGE: policyChange,
  REFUSAL_CONFIRMATION: refusalConfirmation,
  EMAIL_CHANGE_NOTICE: emailChangeNotice,
  INFORMATION_REQUEST: informationRequest,
  REQUEST_ANSWER: requestAnswer,
  RIGHTS_ANSWER: rightsAnswer,
  REQUEST_RECEIVED: requestReceived,
  CORRESPONDENT_NOTICE: correspondentNotice,
  INCIDENT_NOTICE: incidentNotice,
  DISCLOSURE_NOTICE: disclosureNotice,
};

/** One mail as its reader gets it. Variables are escaped by the renderer. */
export async function renderMail<T extends MailTemplate>(
  template: T,
  language: Language,
  variables: MailVariables[T],
  frame: Frame,
): Promise<RenderedMail> {
  const { subject: said, preheader, heading, body } = templates[template](language, variables, frame);
  const subject = subjectOf(said, frame);
  const page = createElement(Layout, { language, subject, preheader, heading, body, frame });
  const html = await render(page);
  const plain = toPlainText(html, {
    wordwrap: 76,
    selectors: [{ selector: 'h1', options: { uppercase: false } }],
  });
  return { subject, html, text: `${plain.replace(/\n{3,}/g, '\n\n')}\n` };
}

/** A line of a message holds 998 characters (RFC 5322 2.1.1), and a word without a space cannot be folded. */
const subjectLength = 300;

/**
 * One line. The label stands before advertising once, whoever wrote it there already, and nowhere else (D91 17-18); then the reference of the
 * request it is about, by which an answer finds its way where a mail program drops all else.
 */
function subjectOf(said: string, { advertising, reference }: Frame): string {
  const label = law.advertisingLabel;
  const line = lineText(said.replaceAll(/\[\s*QC\s*\]/gi, ' ')).replaceAll(/ {2,}/g, ' ');
  const words = reference === undefined ? line : `[${reference}] ${line}`;
  const subject = advertising ? `${label} ${words}` : words;
  return subject.length > subjectLength ? `${subject.slice(0, subjectLength).toWellFormed()}…` : subject;
}
