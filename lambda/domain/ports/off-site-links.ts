import type { OffSiteLink } from '../link/off-site-link.ts';
import type { Write } from './commit.ts';

/** The register of links to sites that are not ours (P5.1). */
export interface OffSiteLinkStore {
  load(id: string): Promise<OffSiteLink | undefined>;
  /** The last registered first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly links: readonly { readonly link: OffSiteLink; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Puts one where there is none, or over the version read; it has a place in the list while it is registered. Refusal STALE_REVISION. */
  put(before: OffSiteLink | undefined, after: OffSiteLink): readonly Write[];
}
