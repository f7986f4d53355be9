import { randomUUID } from 'node:crypto';
import type { KeptFiles } from '../kept-files.ts';

/** Events that are still to be handed over. They are kept until they were, so that a killed process hands them over at its next start. */
export interface KeptEvents<Event> {
  /** Keeps one. @returns what forgets it */
  keep(event: Event): () => void;
  /** Those that an earlier process left, each with what forgets it. */
  left(): readonly { readonly event: Event; readonly forget: () => void }[];
}

export function keepEvents<Event>(files: KeptFiles): KeptEvents<Event> {
  const forget = (name: string) => () => files.remove(name);
  const found = files.names();
  return {
    keep(event) {
      // By its time, so that they come in their order.
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}.json`;
      files.write(name, JSON.stringify(event));
      return forget(name);
    },
    left: () =>
      found.flatMap((name) => {
        const content = files.read(name);
        return content ? [{ event: JSON.parse(content.toString()) as Event, forget: forget(name) }] : [];
      }),
  };
}
