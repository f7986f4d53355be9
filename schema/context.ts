import type DataLoader from 'dataloader';
import type { RevealRequest } from '../lambda/domain/customer/reveal-request.ts';
import type { ErasurePorts } from '../lambda/domain/erasure/erasure-ports.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import type { Viewer } from '../lambda/domain/viewer.ts';

/** All ports but those that send, for mails leave through the outbox, and the ledger, which those write who erase. */
export type ApiPorts = Omit<Ports, 'mailTransport' | 'composeMail' | 'ledger'> &
  Pick<ErasurePorts, 'suppressions'>;

/** What every resolver is given: who asks, what the rules need, and the loaders of this one operation. */
export interface ApiContext {
  readonly viewer: Viewer;
  readonly ports: ApiPorts;
  /** The value gate, batched: every personal value that an operation reads together is judged and audited together. */
  readonly reveals: DataLoader<RevealRequest, unknown>;
  /** Customer records by id, batched. */
  readonly customers: DataLoader<string, LoadedCustomer | undefined>;
}
