import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { ApiContext, ApiPorts } from './context.ts';

/**
 * Resolves a field of `Customer` that tells an employee what is no personal value: once that it is read is recorded (P6.4).
 * @param field as the API names it
 */
export const customerFact =
  <Told, Args = unknown>(
    field: string,
    read: (ports: ApiPorts, customerId: string, args: Args, loaded: LoadedCustomer) => Promise<Told>,
  ) =>
  async (loaded: LoadedCustomer, args: Args, { ports, staffReads }: ApiContext) => {
    const { id } = loaded.customer;
    await staffReads.load({ customerId: id, field });
    return read(ports, id, args, loaded);
  };
