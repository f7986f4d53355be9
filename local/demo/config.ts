/** `config.json` beside the page: where this deployment's parts are. */
export interface DemoConfig {
  /** The customers' OpenID issuer. */
  readonly issuer: string;
  readonly clientId: string;
  readonly graphqlUrl: string;
  /** Where mails can be read, on a machine that sends none. */
  readonly inboxUrl?: string;
}

export async function loadConfig(): Promise<DemoConfig> {
  const answer = await fetch('./config.json');
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  const config: Partial<DemoConfig> = await answer.json();
  const { issuer, clientId, graphqlUrl, inboxUrl } = config;
  if (!issuer || !clientId || !graphqlUrl)
    throw new Error('config.json needs issuer, clientId and graphqlUrl');
  return { issuer, clientId, graphqlUrl, ...(inboxUrl ? { inboxUrl } : {}) };
}
