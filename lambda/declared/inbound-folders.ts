/**
 * What the names of objects in the bucket of inbound mail begin with. `cdk/` gives rights and ends of life by them.
 *
 * `raw`: mails as they came, each under SES's id of it, until they are filed or too old. `sealed`: attachments, sealed, as long as their request.
 */
export const inboundFolders = { raw: 'raw/', sealed: 'sealed/' } as const;
