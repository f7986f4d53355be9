import { type DataClass, rolesThatView } from '../lambda/domain/access.ts';
import type { BlobField } from '../lambda/domain/customer/reveal-request.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { BankAccountType, CardOnFileType, PostalAddressType } from './details.ts';

/** A personal field of one customer, not yet looked at. */
export interface PersonalSource {
  readonly loaded: LoadedCustomer;
  readonly field: BlobField;
}

const mask = ({ loaded, field }: PersonalSource, _: unknown, { reveals }: ApiContext) =>
  reveals.mask(loaded, field) as never;
const value = ({ loaded, field }: PersonalSource, _: unknown, { reveals }: ApiContext) =>
  reveals.load({ loaded, field, view: 'value' }) as never;

const about = {
  masked:
    'At most two real characters. Audited; counted in the hourly budget. Null when the customer gave none.',
  value:
    'The value itself: of one customer at a time, with x-processing-purpose and x-reference on the request (P1.1). Audited before it is answered (P6.4). Null when the customer gave none.',
};

/** A type per class and shape, since who may read `value` depends on the class. */
function personalType(name: string, dataClass: DataClass, valueType: never) {
  return builder.objectRef<PersonalSource>(name).implement({
    description: `A value of the ${dataClass} class, as staff see it. ${readersNote(dataClass)}`,
    fields: (t) => ({
      masked: t.string({
        access: rolesThatView(dataClass, 'masked'),
        nullable: true,
        description: about.masked,
        resolve: mask,
      }),
      value: t.field({
        type: valueType,
        access: rolesThatView(dataClass, 'value'),
        clear: true,
        nullable: true,
        description: about.value,
        resolve: value,
      }),
    }),
  });
}

function readersNote(dataClass: DataClass): string {
  const clear = rolesThatView(dataClass, 'value').join(', ');
  const masked = rolesThatView(dataClass, 'masked').filter(
    (role) => !rolesThatView(dataClass, 'value').includes(role),
  );
  return `In clear for ${clear}${masked.length > 0 ? `; masked for ${masked.join(', ')}` : ''}.`;
}

export const ContactText = personalType('ContactText', 'contact', 'String' as never);
export const IdentityText = personalType('IdentityText', 'identity', 'String' as never);
export const IdentityDate = personalType('IdentityDate', 'identity', 'Date' as never);
export const IdentityAddress = personalType('IdentityAddress', 'identity', PostalAddressType as never);
export const PaymentText = personalType('PaymentText', 'payment', 'String' as never);
export const PaymentAddress = personalType('PaymentAddress', 'payment', PostalAddressType as never);
export const PaymentBankAccount = personalType('PaymentBankAccount', 'payment', BankAccountType as never);
export const PaymentCard = personalType('PaymentCard', 'payment', CardOnFileType as never);
