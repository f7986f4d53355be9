import type { BankAccount, CardOnFile, PostalAddress } from '../lambda/domain/customer/details.ts';
import { builder } from './builder.ts';

// Shapes of values. Who may reach one is ruled where a field yields it; inside, there is nothing left to rule.

export const PostalAddressType = builder.objectRef<PostalAddress>('PostalAddress').implement({
  description: 'A postal address as people write it in Vietnam.',
  fields: (t) => ({
    line: t.exposeString('line', {
      access: ['everyone'],
      description: 'House number and street, or hamlet.',
    }),
    ward: t.exposeString('ward', { access: ['everyone'], nullable: true }),
    district: t.exposeString('district', {
      access: ['everyone'],
      nullable: true,
      description: 'For addresses written before districts were abolished in 2025.',
    }),
    province: t.exposeString('province', { access: ['everyone'] }),
    country: t.exposeString('country', { access: ['everyone'], description: 'ISO 3166-1 alpha-2.' }),
    postalCode: t.exposeString('postalCode', { access: ['everyone'], nullable: true }),
  }),
});

export const BankAccountType = builder.objectRef<BankAccount>('BankAccount').implement({
  description: 'An account that CloudFly is paid from, or pays back to.',
  fields: (t) => ({
    bank: t.exposeString('bank', { access: ['everyone'] }),
    number: t.exposeString('number', { access: ['everyone'] }),
    holder: t.exposeString('holder', { access: ['everyone'] }),
  }),
});

export const CardOnFileType = builder.objectRef<CardOnFile>('CardOnFile').implement({
  description: "A card as its processor's token. The number is never held.",
  fields: (t) => ({
    processorToken: t.exposeString('processorToken', { access: ['everyone'] }),
    brand: t.exposeString('brand', { access: ['everyone'] }),
    lastFour: t.exposeString('lastFour', { access: ['everyone'] }),
    expiry: t.exposeString('expiry', { access: ['everyone'], description: 'YYYY-MM.' }),
  }),
});
