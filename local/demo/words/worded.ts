import type { Language } from '../generated/graphql.ts';

/** Words in both languages. `{name}` stands for what is put in. */
export type Worded = Readonly<Record<Language, string>>;
