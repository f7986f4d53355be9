/** A `UserError` of the API. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** Where each problem of a form is shown. */
export interface FormErrors {
  /** By the name of the control. */
  readonly fields: ReadonlyMap<string, string>;
  /** Problems of no control of this form. */
  readonly general: readonly string[];
}

export const noErrors: FormErrors = { fields: new Map(), general: [] };

/**
 * Puts each problem beside the control that it is about. Controls are named by their path in the input, joined by dots; a problem of a
 * part that has no control of its own stands at the first control of the nearest whole.
 */
export function placeErrors(problems: readonly Problem[], controls: readonly string[]): FormErrors {
  const fields = new Map<string, string>();
  const general: string[] = [];
  for (const { path, message } of problems) {
    const control = controlFor(path[0] === 'input' ? path.slice(1) : path, controls);
    if (control === undefined) general.push(message);
    else if (!fields.has(control)) fields.set(control, message);
  }
  return { fields, general: [...new Set(general)] };
}

function controlFor(path: readonly string[], controls: readonly string[]): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const name = path.slice(0, length).join('.');
    const control =
      controls.find((one) => one === name) ?? controls.find((one) => one.startsWith(`${name}.`));
    if (control !== undefined) return control;
  }
  return undefined;
}
