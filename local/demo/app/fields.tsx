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
  /** A part of a group, which says itself what it is for and whether it is needed. */
  readonly part?: boolean;
}

function useMark(collected: Collected | undefined, required?: boolean) {
  const { say, language } = useDemo();
  const needed = required ?? collected?.required ?? false;
  const purposes = collected?.purposes.map((purpose) => purposeWords[purpose][language]).join('; ');
  return {
    needed,
    mark: `${say(needed ? 'required' : 'optional')}${collected?.sensitive ? ` · ${say('sensitiveMark')}` : ''}`,
    usedFor: purposes && say('usedFor', { purposes }),
  };
}

function Notes({ id, notes }: { id: string; notes: readonly (string | undefined)[] }): ReactNode {
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

function useDescription({ name, hint, required, collected, part = false }: Described) {
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
    part: _part,
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

/** Fields that make one detail together. */
export function Group(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly collected?: Collected | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const { mark, usedFor } = useMark(props.collected);
  return (
    <fieldset aria-describedby={`${id}-mark ${id}-notes`}>
      <legend>{props.legend}</legend>
      <p className="mark" id={`${id}-mark`}>
        {mark}
      </p>
      <Notes id={`${id}-notes`} notes={[props.hint, usedFor]} />
      {props.children}
    </fieldset>
  );
}

/** A box that is never ticked beforehand. */
export function Box({ name, label, mark }: { name: string; label: string; mark?: string }): ReactNode {
  const id = useId();
  const error = useContext(ErrorsContext).fields.get(name);
  const described = [mark && `${id}-mark`, error && `${id}-error`].filter((part) => part);
  return (
    <div className="box">
      <input
        type="checkbox"
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
      />
      <label htmlFor={id}>{label}</label>
      {mark && (
        <span className="mark" id={`${id}-mark`}>
          {mark}
        </span>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
