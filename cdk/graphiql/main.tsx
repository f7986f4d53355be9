import './page.css';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { loadPageConfig, type PageConfig } from './page-config.ts';
import { isOver, keptSession, type Session } from './session.ts';
import { beginSignIn, finishSignIn, isReturn, signOut } from './sign-in.ts';
import { StartPage } from './start-page.tsx';

const Workbench = lazy(async () => ({ default: (await import('./workbench.tsx')).Workbench }));

const bar = document.querySelector('#bar') as HTMLElement;
const page = createRoot(document.querySelector('#page') as HTMLElement);

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error));

function showStart(config: PageConfig | undefined, problem?: string): void {
  const signIn = () => {
    if (config) beginSignIn(config).catch((error: unknown) => showStart(config, signInFailed(error)));
  };
  page.render(<StartPage problem={problem} onSignIn={config && signIn} demo={config?.demo === true} />);
}

const signInFailed = (error: unknown) => `Signing in did not work: ${inWords(error)}`;

function showWorkbench(config: PageConfig, session: Session): void {
  bar.hidden = false;
  page.render(
    <StrictMode>
      <Suspense fallback={<p className="loading">Loading GraphiQL</p>}>
        <Workbench
          session={session}
          graphqlUrl={config.graphqlUrl}
          bar={bar}
          onSignIn={() => void beginSignIn(config)}
          onSignOut={() => void signOut(config)}
        />
      </Suspense>
    </StrictMode>,
  );
}

async function start(): Promise<void> {
  let config: PageConfig;
  try {
    config = await loadPageConfig();
  } catch (error) {
    return showStart(undefined, inWords(error));
  }
  try {
    const session = isReturn() ? await finishSignIn(config) : keptSession();
    if (session && !isOver(session)) showWorkbench(config, session);
    else showStart(config, session && 'Your sign-in has ended. Sign in again to go on; your tabs are kept.');
  } catch (error) {
    showStart(config, signInFailed(error));
  }
}

await start();
