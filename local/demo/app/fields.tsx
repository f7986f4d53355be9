import { createContext, type InputHTMLAttributes, type ReactNode, useContext, useId } from 'react';
import type { FormErrors } from '../field-errors.ts';
import { noErrors } from '../field-errors.ts';
import type { ConsentPurpose } from '../generated/graphql.ts';
import { purposeWords } from '../words.ts';
import { useDemo } from './context.ts';

const ErrorsContext = createContext<FormErrors>(noErrors);
export const ErrorsProvider = ErrorsContext.Provider;

/** What the notice says of a field (L91 9(2)). */
export interface Collected {
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly purposes: readonly ConsentPurpose[];
}

interface Described {
  readonly label: string;
  /** The control's path in the input. */
  readonly name: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly collected?: Collected | undefined;
}

function useDescription({ name, hint, required, collected }: Described) {
  const id = useId();
  const { say, language } = useDemo();
  const error = useContext(ErrorsContext).fields.get(name);
  const purposes = collected?.purposes.map((purpose) => purposeWords[purpose][language]).join('; ');
  const notes = [hint, purposes && say('usedFor', { purposes })].filter((note) => note);
  const needed = required ?? collected?.required ?? false;
  const described = [`${id}-mark`, notes.length > 0 && `${id}-notes`, error && `${id}-error`];
  return {
    mark: (
      <span className="mark" id={`${id}-mark`}>
        {needed ? say('required') : say('optional')}
        {collected?.sensitive ? ` · ${say('sensitiveMark')}` : ''}
      </span>
    ),
    notes: notes.length > 0 && (
      <p className="notes" id={`${id}-notes`}>
        {notes.join(' ')}
      </p>
    ),
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
      'aria-describedby': described.filter((part) => part).join(' '),
    },
  };
}

type FieldProps = Described &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'autoComplete' | 'inputMode' | 'spellCheck' | 'maxLength' | 'placeholder'
  > & { readonly value?: string | null | undefined };

/** A labelled line of text with its notes and what is wrong with it. */
export function Field(props: FieldProps): ReactNode {
  const {
    label,
    name: _name,
    hint: _hint,
    required: _required,
    collected: _collected,
    value,
    ...input
  } = props;
  const { control, mark, notes, error } = useDescription(props);
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={control.id}>{label}</label> {mark}
      </div>
      {notes}
      <input {...input} {...control} defaultValue={value ?? ''} />
      {error}
    </div>
  );
}

/** A labelled choice of one. */
export function Select(
  props: Described & {
    readonly options: readonly (readonly [value: string, label: string])[];
    readonly value?: string | undefined;
  },
): ReactNode {
  const { control, mark, notes, error } = useDescription(props);
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={control.id}>{props.label}</label> {mark}
      </div>
      {notes}
      <select key={props.value} {...control} defaultValue={props.value}>
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {error}
    </div>
  );
}

/** A box that is never ticked beforehand. */
export function Box({ name, label, mark }: { name: string; label: string; mark?: string }): ReactNode {
  const id = useId();
  const error = useContext(ErrorsContext).fields.get(name);
  return (
    <div className="box">
      <input
        type="checkbox"
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || mark ? `${id}-more` : undefined}
      />
      <label htmlFor={id}>{label}</label>
      <div id={`${id}-more`}>
        {mark && <span className="mark">{mark}</span>}
        {error && <p className="error">{error}</p>}
      </div>
    </div>
  );
}
