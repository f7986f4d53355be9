import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { IssuerName, People } from './people.ts';
import { answerSignIn } from './sign-in.ts';

/** An issuer at its path. */
export interface Mount {
  readonly name: IssuerName;
  readonly provider: Provider;
  readonly people: People | undefined;
}

/** Answers a request with the issuer whose path it begins with, under a content security policy. */
export async function answer(
  mounts: readonly Mount[],
  policy: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const mount = mounts.find(({ name }) => url.startsWith(`/${name}/`));
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  if (!mount) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
  } else if (mount.people && url.startsWith(`/${mount.name}/sign-in/`)) {
    await answerSignIn({ ...mount, people: mount.people }, request, response);
  } else {
    // How the library learns where it is mounted.
    Object.assign(request, { originalUrl: url });
    request.url = url.slice(mount.name.length + 1);
    await mount.provider.callback()(request, response);
  }
}
