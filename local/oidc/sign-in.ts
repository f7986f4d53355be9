import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readBody } from '../request-body.ts';
import { page, signInPage } from './page.ts';
import type { IssuerName, People } from './people.ts';

export interface SignIn {
  readonly name: IssuerName;
  readonly provider: Provider;
  readonly people: People;
}

function show(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

/** The page behind a sign-in: GET shows who there is, POST signs one of them in and returns to the application. */
export async function answerSignIn(
  signIn: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { name, provider, people } = signIn;
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!interaction) {
    show(response, 400, page('This sign-in is over', '<p>Go back to the application and sign in again.</p>'));
    return;
  }
  const choose = (problem?: string) =>
    signInPage({
      title: name === 'staff' ? 'CloudFly staff: sign in' : 'CloudFly: sign in',
      action: `/${name}/sign-in/${interaction.uid}`,
      people: people.list(),
      newcomers: name === 'customers',
      problem,
    });
  if (request.method !== 'POST') {
    show(response, 200, choose());
    return;
  }
  const form = new URLSearchParams((await readBody(request, 16 * 1024)).toString());
  const person = people.signIn(form.get('username') ?? '');
  if (!person) {
    show(
      response,
      400,
      choose('A user name has letters, digits and . _ @ + - and begins with a letter or digit.'),
    );
    return;
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: person.subject, remember: false },
  });
}
