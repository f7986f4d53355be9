import type { ServiceTerm } from '../service/service-term.ts';
import type { Write } from './commit.ts';

/** Terms of CloudFly's services, in their customer's partition. */
export interface ServiceTermStore {
  load(customerId: string, termId: string): Promise<ServiceTerm | undefined>;
  ofCustomer(customerId: string): Promise<readonly ServiceTerm[]>;
  /** Puts a term where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: ServiceTerm | undefined, after: ServiceTerm): Write;
  /** Terms with a notice due at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly termId: string }[]>;
  /** Takes a row that cannot even be parsed or opened from the due index, at once and outside any transaction. */
  park(customerId: string, termId: string): Promise<void>;
}
