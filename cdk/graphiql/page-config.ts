import * as z from 'zod/mini';

/** `config.json` beside the page, written by whoever serves it. */
const pageConfig = z.object({
  /** The staff issuer, as its tokens name it. */
  issuer: z.url(),
  clientId: z._default(z.string().check(z.minLength(1)), 'graphiql'),
  /** Relative to the page's origin, or absolute. */
  graphqlUrl: z._default(z.string().check(z.minLength(1)), '/graphql'),
  scopes: z._default(z.array(z.string()), ['openid']),
  /** Where the issuer's own description is not to be believed. */
  authorizationEndpoint: z.optional(z.url()),
  /** Says on the page that the people are made up. */
  demo: z._default(z.boolean(), false),
});

/** What may stand in `config.json`. */
export type PageConfigFile = z.input<typeof pageConfig>;
export type PageConfig = z.output<typeof pageConfig>;

/** @throws Error, one sentence that can be shown */
export async function loadPageConfig(): Promise<PageConfig> {
  const response = await fetch('./config.json', { cache: 'no-store' });
  const parsed = pageConfig.safeParse(response.ok ? await response.json().catch(() => undefined) : undefined);
  if (!parsed.success) throw new Error('This page was served without a config.json that names its sign-in.');
  return parsed.data;
}
