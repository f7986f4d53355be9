import type { ReactNode } from 'react';
import { type Described, useDescription } from './field-description.tsx';

/** Labelled lines of text with their notes and what is wrong with them. */
export function TextArea(props: Described): ReactNode {
  const { control, mark, notes, error } = useDescription(props);
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={control.id}>{props.label}</label> {mark}
      </div>
      {notes}
      <textarea {...control} rows={5} maxLength={4000} />
      {error}
    </div>
  );
}
