/** A mail that will never be accepted as it is. The code is the refuser's own; the address and the words are never in it. */
export class MailRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'MailRefused';
    this.code = code;
  }
}

/** A mail that was certainly not taken, and may be later. */
export class MailPostponed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'MailPostponed';
    this.code = code;
  }
}
