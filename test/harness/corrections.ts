import { mutation } from './mutations.ts';

export const correctCustomer = mutation('correctCustomer', 'correction { id state }');
export const requestCorrection = mutation(
  'requestCorrection',
  'me { corrections { id state dataClass fields reference dueAt askedAt } }',
);
export const decideCorrection = mutation('decideCorrection', 'correction { id state dueAt }');
export const markQuality = mutation('markQuality', 'customer { quality { field state cause at } }');
