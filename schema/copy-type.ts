import type { CopyOfOwnData } from '../lambda/domain/rights/copy.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';

const { copyPage } = lateOperations;

const self = ['customer'] as const;

/** A copy that can be fetched: made at most once in an operation. */
export class FetchableCopy {
  readonly until: string;
  readonly #make: () => Promise<CopyOfOwnData | undefined>;
  #made: Promise<CopyOfOwnData | undefined> | undefined;

  constructor(until: string, make: () => Promise<CopyOfOwnData | undefined>) {
    this.until = until;
    this.#make = make;
  }

  contents(): Promise<CopyOfOwnData | undefined> {
    this.#made ??= this.#make();
    return this.#made;
  }
}

export const CopyType = builder.objectRef<FetchableCopy>('CopyOfOwnData').implement({
  description:
    'A copy of everything that is held of the customer, made as it is asked for and kept nowhere (D356 5(3)). Fetching it is audited.',
  fields: (t) => ({
    json: t.string({
      access: self,
      nullable: true,
      description: 'JSON, as `schema/copy-of-own-data.schema.json` says (JSON Schema, 2020-12).',
      resolve: async (copy) => {
        const contents = await copy.contents();
        return contents && JSON.stringify(contents, undefined, 2);
      },
    }),
    html: t.string({
      access: self,
      nullable: true,
      description: 'The same as one page to read or print; nothing in it runs or is loaded from elsewhere.',
      args: {
        language: t.arg({
          type: LanguageEnum,
          required: false,
          access: self,
          description: "The caller's language when left out.",
        }),
      },
      resolve: async (copy, { language }, { viewer }) => {
        const contents = await copy.contents();
        return contents && copyPage(contents, language ?? viewer.language);
      },
    }),
    until: t.expose('until', {
      type: 'DateTime',
      access: self,
      description: 'It can be fetched until then.',
    }),
  }),
});
