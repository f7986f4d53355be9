/** A button that posts. */
export interface PageButton {
  readonly label: string;
  /** Where to, when not to the page's own address: another token of the same kind, relative to this one. */
  readonly action?: string;
  /** The lesser choice of two. */
  readonly isSecond?: boolean;
  /** What is written into its form. */
  readonly field?: { readonly name: string; readonly label: string };
}

/** Leads elsewhere. */
export interface PageLink {
  readonly label: string;
  readonly href: string;
}

/** What a page says, as text: the writer of pages escapes it. */
export interface PageWords {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** To be copied as it is, under its name. */
  readonly code?: { readonly label: string; readonly text: string };
  /** Stand before the buttons, and look like them. */
  readonly links?: readonly PageLink[];
  readonly buttons?: readonly PageButton[];
}

/** What can come of opening or following a link, each with its status. A log line names it. */
export const pageStatus = {
  SHOWN: 200,
  DONE: 200,
  WAITING: 409,
  USED: 410,
  EXPIRED: 410,
  INVALID: 400,
  NOT_FOUND: 404,
  NOT_ALLOWED: 405,
  TRY_AGAIN: 503,
} as const;
export type PageState = keyof typeof pageStatus;

export interface Page {
  readonly state: PageState;
  readonly words: PageWords;
  /** What is handed over in place of a page: text, to be kept as a file. */
  readonly download?: { readonly fileName: string; readonly contentType: string; readonly text: string };
}
