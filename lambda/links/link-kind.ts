import type { LinkRequest } from './link-request.ts';
import type { Page } from './page.ts';

/**
 * A kind of links, by the segment before the token. What either throws becomes a page that asks to come back.
 * @typeParam Deps the ports it uses
 */
export interface LinkKind<Deps> {
  /** What GET shows. Changes nothing, whoever opens it and however often: mail scanners open every link. */
  readonly show: (deps: Deps, request: LinkRequest) => Page | Promise<Page>;
  /** What POST does, and the page after it. Absent for what is only read. */
  readonly act?: (deps: Deps, request: LinkRequest) => Promise<Page>;
}
