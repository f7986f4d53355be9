import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { createClient, Refusal } from '../client.ts';
import type { DemoConfig } from '../config.ts';
import type { Language } from '../generated/graphql.ts';
import { keepSession } from '../session.ts';
import { beginSignIn, endSignIn, type Session, type SignInOptions } from '../sign-in.ts';
import { preferredLanguage, speak, type Word } from '../words.ts';
import { AccountPage } from './account-page.tsx';
import { type Demo, DemoProvider } from './context.ts';
import { Frame } from './frame.tsx';
import { GiveInformationPage } from './give-information-page.tsx';
import { HomePage } from './home-page.tsx';
import { LeavePage } from './leave-page.tsx';
import { PreferencesPage } from './preferences-page.tsx';
import { RequestsPage } from './requests-page.tsx';
import { type Route, useRoute } from './route.ts';
import { SignUpPage } from './sign-up-page.tsx';
import { YourDataPage } from './your-data-page.tsx';

const languageKey = 'cloudfly-demo-language';

const pages: Readonly<Record<Route, { title: Word; show: () => ReactNode }>> = {
  home: { title: 'home', show: () => <HomePage /> },
  'sign-up': { title: 'signUp', show: () => <SignUpPage /> },
  account: { title: 'account', show: () => <AccountPage /> },
  requests: { title: 'requests', show: () => <RequestsPage /> },
  preferences: { title: 'preferences', show: () => <PreferencesPage /> },
  'your-data': { title: 'yourData', show: () => <YourDataPage /> },
  'give-information': { title: 'giveTitle', show: () => <GiveInformationPage /> },
  leave: { title: 'leaveTitle', show: () => <LeavePage /> },
};

function firstLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  return kept === 'vi' || kept === 'en' ? kept : preferredLanguage(navigator.languages);
}

/** The whole demonstration. */
export function App(props: {
  readonly config: DemoConfig;
  readonly signIn: SignInOptions;
  readonly kept: Session | undefined;
  readonly signInFailed: boolean;
}): ReactNode {
  const { config, signIn } = props;
  const [language, setLanguage] = useState(firstLanguage);
  const [session, setSession] = useState(props.kept);
  const [trouble, setTrouble] = useState<Word | undefined>(props.signInFailed ? 'signInFailed' : undefined);
  const [acts, setActs] = useState(0);
  const route = useRoute();
  const page = route && pages[route];

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${speak(language)(page?.title ?? 'notFound')} · ${speak(language)('siteName')}`;
  }, [language, page]);

  const demo = useMemo((): Omit<Demo, 'acts' | 'acted'> => {
    const client = createClient({
      url: config.graphqlUrl,
      accessToken: () => session?.accessToken,
      language: () => language,
    });
    const ask: Demo['ask'] = (document, variables) =>
      client(document, variables).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'UNAUTHENTICATED') {
          keepSession(undefined);
          setSession(undefined);
          setTrouble('signInEnded');
        }
        throw error;
      });
    const leave = async (returnTo: string) => {
      try {
        location.assign(await beginSignIn(signIn, returnTo));
      } catch {
        setTrouble('signInFailed');
      }
    };
    return { config, ask, language, say: speak(language), session, signIn: leave };
  }, [config, signIn, language, session]);
  const acted = useCallback(() => setActs((before) => before + 1), []);

  const choose = (next: Language) => {
    localStorage.setItem(languageKey, next);
    setLanguage(next);
  };
  const signOut = async () => {
    keepSession(undefined);
    setSession(undefined);
    const ending = await endSignIn(signIn).catch(() => undefined);
    if (ending) location.assign(ending);
  };

  return (
    <DemoProvider value={{ ...demo, acts, acted }}>
      <Frame route={route} onLanguage={choose} onSignOut={() => void signOut()}>
        {trouble && (
          <div className="note bad" role="alert">
            <p>{demo.say(trouble)}</p>
          </div>
        )}
        {page ? page.show() : <p>{demo.say('notFound')}</p>}
      </Frame>
    </DemoProvider>
  );
}
