import type { Page } from 'playwright-core';

/** What must never happen on a page, gathered while it is used. */
export interface Watched {
  /** Requests to any host but those named. */
  readonly foreignRequests: string[];
  /** Violations of the content security policy, as the browser words them. */
  readonly policyViolations: string[];
  /** Errors that no script caught. */
  readonly pageErrors: string[];
}

/** Begins to watch; before the page is opened. Origins such as `http://127.0.0.1:4000`. */
export function watchPage(page: Page, ownOrigins: readonly string[]): Watched {
  const watched: Watched = { foreignRequests: [], policyViolations: [], pageErrors: [] };
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || ownOrigins.includes(new URL(url).origin)) return;
    watched.foreignRequests.push(url);
  });
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text()))
      watched.policyViolations.push(message.text());
  });
  page.on('pageerror', (error) => watched.pageErrors.push(error.message));
  return watched;
}
