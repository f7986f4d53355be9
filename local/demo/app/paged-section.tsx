import { type ReactNode, useId } from 'react';
import { useDemo } from './context.ts';
import { RefusalNote } from './notes.tsx';
import type { Pages } from './use-pages.ts';

/** A list under its heading, with a button that reads on. */
export function PagedSection<Node>(props: {
  readonly title: string;
  /** Said when there is nothing. */
  readonly empty?: string;
  readonly pages: Pages<Node>;
  readonly show: (node: Node) => ReactNode;
}): ReactNode {
  const { say } = useDemo();
  const id = useId();
  const { nodes, refusal, isRead, reload, more } = props.pages;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {refusal && <RefusalNote refusal={refusal} retry={reload} />}
      {isRead && nodes.length === 0 && props.empty && <p>{props.empty}</p>}
      <ol className="history">{nodes.map(props.show)}</ol>
      {more && (
        <button type="button" className="quiet" onClick={more}>
          {say('more')}
        </button>
      )}
    </section>
  );
}
