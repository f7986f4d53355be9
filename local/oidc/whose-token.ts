import { machineClients } from './clients.ts';
import type { TokenRequest } from './issue-token.ts';
import { demoStaff } from './people.ts';

/**
 * Whose token a name asks for: one of the staff, by the name with or without the domain, a machine client, else a customer. Undefined:
 * nobody is called so; a slip in a role's name must not make a customer.
 * @param customers user names that are there, or `anybody` for a new one as well; then the name is a customer's whatever it is
 */
export function whoseToken(name: string, customers: readonly string[] | 'anybody'): TokenRequest | undefined {
  if (customers === 'anybody') return { issuer: 'customers', username: name };
  const [local = '', domain = 'cloudfly.example'] = name.split('@');
  if (domain === 'cloudfly.example' && demoStaff.has(local)) return { issuer: 'staff', username: local };
  if (machineClients().some((client) => client.client_id === name))
    return { issuer: 'services', clientId: name };
  return customers.includes(name) ? { issuer: 'customers', username: name } : undefined;
}
