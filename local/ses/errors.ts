/** A refusal, answered in SES's XML; the SDK turns a modelled code into its class. */
export class SesError extends Error {
  readonly code: string;
  readonly status: number;

  /** @param code as AWS spells it, such as `MessageRejected` or `Throttling` */
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function invalidParameter(message: string): SesError {
  return new SesError('InvalidParameterValue', message);
}
