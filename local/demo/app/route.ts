import { useSyncExternalStore } from 'react';

export const routes = ['home', 'sign-up', 'account', 'preferences'] as const;
export type Route = (typeof routes)[number];

/** Pages stand behind the hash: the address before it is the one that the issuer sends people back to. */
export const linkTo = (route: Route): string => (route === 'home' ? '#/' : `#/${route}`);

function routeOf(hash: string): Route | undefined {
  const name = hash.replace(/^#?\/?/, '');
  return name === '' ? 'home' : routes.find((route) => route === name);
}

function follow(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The page asked for; undefined when there is none of that name. */
export const useRoute = (): Route | undefined =>
  routeOf(useSyncExternalStore(follow, () => window.location.hash));
