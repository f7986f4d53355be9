import type { Problem } from '../field-errors.ts';
import type { OwnRightsFragment } from '../generated/graphql.ts';
import { type Filled, type FormState, useForm } from './use-form.ts';

/** An act on the own rights: what the API answers is what is shown. */
export function useRightAct(
  act: (
    input: { readonly idempotencyKey: string },
    filled: Filled,
  ) => Promise<{ readonly me?: OwnRightsFragment | null | undefined; readonly errors: readonly Problem[] }>,
  onChange: (rights: OwnRightsFragment) => void,
): FormState {
  return useForm(async (filled, idempotencyKey) => {
    const { me, errors } = await act({ idempotencyKey }, filled);
    if (me) onChange(me);
    return errors;
  });
}
