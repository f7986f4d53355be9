import { BroadcastChannel, threadId } from 'node:worker_threads';
import { inThread } from './switch.ts';

// In an instance of a function in the copy: wakes another mutant when it is told so, and tells what was reached.

const channel = new BroadcastChannel('mutants');
channel.unref();
channel.onmessage = (event) => {
  const { data } = event as { data: { readonly to?: 'wake' | 'tell'; readonly mutant?: string } };
  if (data.to === undefined) return;
  const mutants = inThread.__stryker__ ?? {};
  const reached = [...(inThread.reachedMutants ?? [])];
  inThread.reachedMutants?.clear();
  if (data.to === 'wake') {
    delete mutants.activeMutant;
    if (data.mutant) Object.assign(mutants, { activeMutant: data.mutant, hitCount: 0, hitLimit: 1_000_000 });
  }
  channel.postMessage({ from: threadId, reached: data.to === 'tell' ? reached : [] });
};
channel.postMessage({ from: threadId, reached: [] });
