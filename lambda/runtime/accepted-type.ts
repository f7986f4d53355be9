import { weightOf } from './preferred-language.ts';

export type AnswerType = 'application/graphql-response+json' | 'application/json';

/** What each range of `Accept` is answered with. */
const answers: Readonly<Record<string, AnswerType>> = {
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
};

/** The media type to answer with, by Accept (RFC 9110 12.5.1); undefined when the caller takes none of the two. */
export function acceptedType(header: string | undefined): AnswerType | undefined {
  if (header === undefined || header.trim() === '') return 'application/json';
  const [best] = header
    .slice(0, 512)
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
      const charset = parameters.find((parameter) => parameter.startsWith('charset='));
      const answer = Object.hasOwn(answers, type) ? answers[type] : undefined;
      const speaksUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
      return answer && speaksUtf8 ? [{ answer, weight: weightOf(parameters) }] : [];
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best?.answer;
}
