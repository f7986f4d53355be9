import { type InputHTMLAttributes, type ReactNode, useContext, useId } from 'react';
import {
  type Collected,
  type Described,
  ErrorsContext,
  Notes,
  useDescription,
  useMark,
} from './field-description.tsx';

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
    onChoose?(value: string): void;
  },
): ReactNode {
  const { control, mark, notes, error } = useDescription(props);
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={control.id}>{props.label}</label> {mark}
      </div>
      {notes}
      <select
        key={props.value}
        {...control}
        defaultValue={props.value}
        onChange={(event) => props.onChoose?.(event.target.value)}
      >
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
