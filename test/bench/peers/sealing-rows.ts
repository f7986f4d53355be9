import { fiftyDetails, openingActs } from '../opening-acts.ts';
import { ratioRow } from '../ratio-rows.ts';
import { sealingActs } from '../sealing-acts.ts';
import { sideBySide } from '../side-by-side.ts';
import { encryptionSdkActs } from './encryption-sdk-acts.ts';

const options = { rounds: 11, calls: 1, warmUp: 4, clock: 'cpu' } as const;
const details = fiftyDetails();

async function sdk() {
  const of = (grouping: 'value' | 'class' | 'customer', suite: 'committed' | 'signed' = 'committed') =>
    encryptionSdkActs(details, { grouping, suite });
  return {
    value: await of('value'),
    class: await of('class'),
    customer: await of('customer'),
    signed: await of('class', 'signed'),
  };
}

const against = {
  value: 'AWS Encryption SDK, message a value',
  class: 'AWS Encryption SDK, message a class',
  customer: 'AWS Encryption SDK, message a customer',
  signed: 'AWS Encryption SDK, class, signed',
} as const;
const peers = Object.keys(against) as (keyof typeof against)[];
const bare = { bareBytes: 'AES-GCM a field, key bytes', bareKeys: 'AES-GCM a field, KeyObjects' } as const;
const bareNames = Object.keys(bare) as (keyof typeof bare)[];

type Rows = readonly (readonly string[])[];

/** Sealing the 400 values of 50 customers. */
export async function sealingPeerRows(): Promise<Rows> {
  const peer = await sdk();
  const measured = await sideBySide(
    {
      ...sealingActs(details),
      value: peer.value.seal,
      class: peer.class.seal,
      customer: peer.customer.seal,
      signed: peer.signed.seal,
    },
    options,
  );
  const rows = (act: 'first' | 'again', what: string) => [
    ...peers.map((name, n) => ratioRow(measured, [act, name], [n === 0 ? what : '', against[name]])),
    ...bareNames.map((name) => ratioRow(measured, [act, name], ['', bare[name]])),
  ];
  return [...rows('first', 'sealing the 400 values, new keys'), ...rows('again', 'sealing them again')];
}

/** Opening them. */
export async function openingPeerRows(): Promise<Rows> {
  const peer = await sdk();
  const measured = await sideBySide(
    {
      ...openingActs(details),
      value: peer.value.open,
      class: peer.class.open,
      customer: peer.customer.open,
      signed: peer.signed.open,
    },
    options,
  );
  const rows = (act: 'cold' | 'warm', what: string) => [
    ...peers.map((name, n) => ratioRow(measured, [act, name], [n === 0 ? what : '', against[name]])),
    ...bareNames.map((name) => ratioRow(measured, [act, name], ['', bare[name]])),
  ];
  return [...rows('cold', 'opening the 400 values, cold'), ...rows('warm', 'opening them, warm')];
}
