import { useEffect, useState } from 'react';
import type { Refusal } from '../client.ts';
import { refusalOf } from './use-answer.ts';

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
}

/** A list read page by page. */
export interface Pages<Node> {
  readonly nodes: readonly Node[];
  readonly refusal: Refusal | undefined;
  readonly isRead: boolean;
  reload(): void;
  /** Reads on; undefined at the end. */
  readonly more: (() => void) | undefined;
}

/** @param follows the list is read anew when it changes */
export function usePages<Node>(
  read: (after: string | null) => Promise<Page<Node> | undefined>,
  follows: readonly unknown[],
): Pages<Node> {
  const [nodes, setNodes] = useState<readonly Node[]>([]);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const [isRead, setRead] = useState(false);
  const readFrom = async (from: string | null, before: readonly Node[]) => {
    try {
      const page = await read(from);
      setNodes([...before, ...(page?.nodes ?? [])]);
      setAfter(page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined);
      setRefusal(undefined);
      setRead(true);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it follows is told by whoever shows it.
  useEffect(() => void readFrom(null, []), follows);
  return {
    nodes,
    refusal,
    isRead,
    reload: () => void readFrom(null, []),
    more: after === undefined ? undefined : () => void readFrom(after, nodes),
  };
}
