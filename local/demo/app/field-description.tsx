import { createContext, type ReactNode, useContext, useId } from 'react';
import type { FormErrors } from '../field-errors.ts';
import { noErrors } from '../field-errors.ts';
import type { ConsentPurpose } from '../generated/graphql.ts';
import { purposeWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';

/** What is wrong with the fields of the form around. */
export const ErrorsContext = createContext<FormErrors>(noErrors);
export const ErrorsProvider = ErrorsContext.Provider;

/** What the notice says of a field (L91 9(2)). */
export interface Collected {
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly purposes: readonly ConsentPurpose[];
}

/** What there is to say of a field beside its control. */
export interface Described {
  readonly label: string;
  /** The control's path in the input. */
  readonly name: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly collected?: Collected | undefined;
  /** A part of a group, which says itself what it is for and whether it is needed. */
  readonly part?: boolean;
}

/** Whether a field is needed, whether it is sensitive, and what it is used for. */
export function useMark(collected: Collected | undefined, required?: boolean) {
  const { say, language } = useDemo();
  const needed = required ?? collected?.required ?? false;
  const purposes = collected?.purposes.map((purpose) => purposeWords[purpose][language]).join('; ');
  return {
    needed,
    mark: `${say(needed ? 'required' : 'optional')}${collected?.sensitive ? ` · ${say('sensitiveMark')}` : ''}`,
    usedFor: purposes && say('usedFor', { purposes }),
  };
}

export function Notes({ id, notes }: { id: string; notes: readonly (string | undefined)[] }): ReactNode {
  const said = notes.filter((note) => note);
  return (
    said.length > 0 && (
      <div className="notes" id={id}>
        {said.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    )
  );
}

/** The words around a control, and the attributes that tie it to them. */
export function useDescription({ name, hint, required, collected, part = false }: Described) {
  const id = useId();
  const error = useContext(ErrorsContext).fields.get(name);
  const { needed, mark, usedFor } = useMark(collected, required);
  const described = [!part && `${id}-mark`, (hint || usedFor) && `${id}-notes`, error && `${id}-error`];
  return {
    mark: !part && (
      <span className="mark" id={`${id}-mark`}>
        {mark}
      </span>
    ),
    notes: <Notes id={`${id}-notes`} notes={[hint, usedFor]} />,
    error: error && (
      <p className="error" id={`${id}-error`}>
        {error}
      </p>
    ),
    control: {
      id,
      name,
      'aria-required': needed,
      'aria-invalid': error ? (true as const) : undefined,
      'aria-describedby': described.filter((one) => one).join(' ') || undefined,
    },
  };
}
