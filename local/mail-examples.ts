import { type FilledTemplate, type MailTemplate, templates } from '../lambda/domain/mail/templates.ts';
import { isDuty, type RefusablePurpose } from '../lambda/domain/purposes.ts';
import { isReference } from '../lambda/domain/request/reference.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { filledTemplates } from './filled-templates.ts';

/** A template with made-up contents, and what it is refused by when it can be. */
export type MailExample = FilledTemplate & {
  /** Tells examples of one template apart. */
  readonly name: string;
  readonly purpose: RefusablePurpose | undefined;
  /** The request it is about. */
  readonly reference: string | undefined;
  /** What is written otherwise to readers of English: what people write in a mail is in the reader's language. */
  readonly english: Readonly<Record<string, unknown>>;
};

/** Every template at least once. */
export const mailExamples: readonly MailExample[] = filledTemplates.map(
  ({ part, english = {}, ...example }) => ({
    ...(example as FilledTemplate),
    reference: referenceIn(example.variables),
    name: part === undefined ? example.template : `${example.template}.${part}`,
    purpose: refusedAs(example.template),
    english,
  }),
);

/** An example as a reader of that language would get it. */
export const exampleIn = (example: MailExample, language: Language): MailExample =>
  language === 'en'
    ? ({ ...example, variables: { ...example.variables, ...example.english } } as MailExample)
    : example;

function referenceIn(variables: FilledTemplate['variables']): string | undefined {
  return 'reference' in variables && isReference(variables.reference) ? variables.reference : undefined;
}

/** A campaign names its own purpose. */
function refusedAs(template: MailTemplate): RefusablePurpose | undefined {
  const { purpose } = templates[template];
  if (purpose === undefined) return 'PROMOTIONS';
  return isDuty(purpose) ? undefined : purpose;
}
