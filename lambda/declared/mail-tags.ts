/**
 * Tags that a mail is handed to SES with, and that come back with every event about it. A mail to a customer names its row; one that is about
 * no customer, such as a code of sign-in or a test of a campaign, has no row that an event could settle.
 */
export const mailTags = { outbox: 'outbox', customer: 'customer', aboutNobody: 'about-nobody' } as const;
