import { type ReactNode, useEffect, useRef } from 'react';
import type { Language } from '../generated/graphql.ts';
import { languageWords } from '../words/code-words.ts';
import type { Word } from '../words.ts';
import { useDemo } from './context.ts';
import { PolicyBanner } from './policy-banner.tsx';
import { linkTo, type Route, routes } from './route.ts';

/** Pages that one goes to by oneself. */
const names: Readonly<Partial<Record<Route, Word>>> = {
  home: 'home',
  'sign-up': 'signUp',
  account: 'account',
  requests: 'requests',
  preferences: 'preferences',
  'your-data': 'yourData',
};

/** What stands around every page: where one is, who is signed in, the language. */
export function Frame(props: {
  readonly route: Route | undefined;
  readonly children: ReactNode;
  onLanguage(language: Language): void;
  onSignOut(): void;
}): ReactNode {
  const { route, children } = props;
  const { say, language, session } = useDemo();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(route);
  useEffect(() => {
    if (shown.current === route) return;
    shown.current = route;
    window.scrollTo(0, 0);
    main.current?.focus();
  }, [route]);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {say('skip')}
      </button>
      <header>
        <p className="site">
          <strong>{say('siteName')}</strong> <span>{say('siteNote')}</span>
        </p>
        <fieldset className="languages">
          <legend>{say('pageLanguage')}</legend>
          {(Object.keys(languageWords) as Language[]).map((one) => (
            <button
              key={one}
              type="button"
              lang={one}
              aria-pressed={one === language}
              onClick={() => props.onLanguage(one)}
            >
              {languageWords[one]}
            </button>
          ))}
        </fieldset>
        <nav aria-label={say('pages')}>
          {routes.map((one) => {
            const name = names[one];
            return name ? (
              <a key={one} href={linkTo(one)} aria-current={one === route ? 'page' : undefined}>
                {say(name)}
              </a>
            ) : null;
          })}
        </nav>
        {session && (
          <p className="who">
            <span>{say('signedInAs', { name: session.name })}</span>
            <button type="button" onClick={props.onSignOut}>
              {say('signOut')}
            </button>
          </p>
        )}
      </header>
      <PolicyBanner route={route} />
      <main ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
