import type { ReactNode } from 'react';
import { useDemo } from './context.ts';
import { ErrorsProvider } from './field-description.tsx';
import { RefusalNote } from './notes.tsx';
import type { FormState } from './use-form.ts';

/** A form with its fields, what is wrong with the whole, and the button that sends it. */
export function Form(props: {
  readonly state: FormState;
  readonly label: string;
  readonly button: string;
  /** The lesser choice of two. */
  readonly quiet?: boolean;
  /** Said once it is done. */
  readonly done?: string;
  /** Loads the record again, when somebody changed it meanwhile. */
  readonly reload?: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { state, children } = props;
  const { say } = useDemo();
  const { errors, refusal, busy } = state;
  return (
    <ErrorsProvider value={errors}>
      <form ref={state.form} onSubmit={state.submit} noValidate aria-label={props.label}>
        {children}
        {(errors.general.length > 0 || errors.fields.size > 0) && (
          <div className="note bad" role="alert" tabIndex={-1}>
            {errors.general.length > 0 && <p>{say('problemsTitle')}</p>}
            {errors.general.map((message) => (
              <p key={message}>{message}</p>
            ))}
            {errors.fields.size > 0 && <p>{say('problemsMarked', { count: errors.fields.size })}</p>}
            {state.stale && props.reload && (
              <button type="button" onClick={props.reload}>
                {say('loadAgain')}
              </button>
            )}
          </div>
        )}
        {refusal && <RefusalNote refusal={refusal} />}
        <div className="actions">
          <button type="submit" className={props.quiet ? 'quiet' : undefined} aria-disabled={busy}>
            {busy ? say('sending') : props.button}
          </button>
          <p role="status">{state.done && !busy ? props.done : ''}</p>
        </div>
      </form>
    </ErrorsProvider>
  );
}
