import type DataLoader from 'dataloader';
import type { StaffRead } from '../lambda/domain/customer/record-staff-reads.ts';
import type { ErasurePorts } from '../lambda/domain/erasure/erasure-ports.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import type { Viewer } from '../lambda/domain/viewer.ts';
import type { Reveals } from './reveals.ts';

/** All ports but those that send, for mails leave through the outbox, and the ledger, which those write who erase. */
export type ApiPorts = Omit<Ports, 'mailTransport' | 'composeMail' | 'ledger'> &
  Pick<ErasurePorts, 'suppressions'>;

/** What every resolver is given: who asks, what the rules need, and the loaders of this one operation. */
export interface ApiContext {
  readonly viewer: Viewer;
  readonly ports: ApiPorts;
  readonly reveals: Reveals;
  /** Waited for by every field that tells an employee of one customer what is no personal value: recorded together (P6.4). */
  readonly staffReads: Pick<DataLoader<StaffRead, undefined>, 'load'>;
  /** Customer records by id, batched. */
  readonly customers: DataLoader<string, LoadedCustomer | undefined>;
}
