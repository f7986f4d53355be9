/** Fields as values of an enum: `dateOfBirth` as `DATE_OF_BIRTH`. */
export const fieldValues = <Field extends string>(
  fields: readonly Field[],
): Record<string, { value: Field }> =>
  Object.fromEntries(
    fields.map((field) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      { value: field },
    ]),
  );

/** Values of an enum, each with what it means. */
export const wordedValues = <Value extends string>(
  words: Readonly<Record<Value, string>>,
): Record<Value, { value: Value; description: string }> =>
  Object.fromEntries(
    Object.entries<string>(words).map(([value, description]) => [value, { value, description }]),
  ) as never;
