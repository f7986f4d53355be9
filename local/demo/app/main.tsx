import './demo.css';
import './requests.css';
import { createRoot } from 'react-dom/client';
import { loadConfig } from '../config.ts';
import { keepSession, keptSession } from '../session.ts';
import { completeSignIn } from '../sign-in.ts';
import { App } from './app.tsx';

const redirectUri = new URL('./', location.href.split(/[?#]/)[0]).href;

/** A sign-in that comes back is finished before anything is shown, and its code leaves the address. */
async function start(): Promise<void> {
  const config = await loadConfig();
  const signIn = { issuer: config.issuer, clientId: config.clientId, redirectUri };
  const address = new URL(location.href);
  let failed = false;
  try {
    const completed = await completeSignIn(signIn, address);
    if (completed) {
      keepSession(completed.session);
      history.replaceState(null, '', redirectUri + completed.returnTo);
    }
  } catch (error) {
    console.warn('The sign-in did not succeed.', error instanceof Error ? error.name : '');
    failed = true;
    history.replaceState(null, '', redirectUri);
  }
  const root = document.getElementById('demo');
  if (root) {
    createRoot(root).render(
      <App config={config} signIn={signIn} kept={keptSession(Date.now())} signInFailed={failed} />,
    );
  }
}

void start();
