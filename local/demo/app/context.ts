import { createContext, useContext } from 'react';
import type { Ask } from '../client.ts';
import type { DemoConfig } from '../config.ts';
import type { Language } from '../generated/graphql.ts';
import type { Session } from '../sign-in.ts';
import type { Say } from '../words.ts';

/** What every page may use. */
export interface Demo {
  readonly config: DemoConfig;
  readonly ask: Ask;
  readonly language: Language;
  readonly say: Say;
  readonly session: Session | undefined;
  /** How often the customer agreed or chose something here; who shows that asks again. */
  readonly acts: number;
  acted(): void;
  /** Leaves for the issuer and comes back to the page of this name. */
  signIn(returnTo: string): Promise<void>;
}

const DemoContext = createContext<Demo | undefined>(undefined);
export const DemoProvider = DemoContext.Provider;

export function useDemo(): Demo {
  const demo = useContext(DemoContext);
  if (!demo) throw new Error('A page stands outside of the demonstration.');
  return demo;
}
