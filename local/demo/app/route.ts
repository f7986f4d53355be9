import { useSyncExternalStore } from 'react';

export const routes = [
  'home',
  'sign-up',
  'account',
  'requests',
  'preferences',
  'your-data',
  'leave',
  'give-information',
] as const;
export type Route = (typeof routes)[number];

/** Pages stand behind the hash: the address before it is the one that the issuer sends people back to. */
export const linkTo = (route: Route): string => (route === 'home' ? '#/' : `#/${route}`);

/** The page that stands before a link that may leave CloudFly's own sites (P5.2). */
export const leavingTo = (url: string): string => `${linkTo('leave')}?to=${encodeURIComponent(url)}`;

/** Where the page before leaving leads to; empty when its address does not say. */
export const leavingFrom = (hash: string): string =>
  new URLSearchParams(hash.includes('?') ? hash.slice(hash.indexOf('?')) : '').get('to') ?? '';

/** The token in the address of the page that gives what a mail asked for (P1.5); empty when there is none. */
export const tokenIn = (hash: string): string => /^#?\/?give-information\/([^/?]+)$/.exec(hash)?.[1] ?? '';

function routeOf(hash: string): Route | undefined {
  const [name = ''] = hash.replace(/^#?\/?/, '').split(/[?/]/);
  return name === '' ? 'home' : routes.find((route) => route === name);
}

function follow(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** What stands behind the `#` of the address. */
export const useHash = (): string => useSyncExternalStore(follow, () => window.location.hash);

/** The page asked for; undefined when there is none of that name. */
export const useRoute = (): Route | undefined => routeOf(useHash());
