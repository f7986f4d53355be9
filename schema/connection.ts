import type { Audience } from '../lambda/domain/access.ts';
import type { DuePage } from '../lambda/domain/ports/jobs.ts';
import { builder } from './builder.ts';

interface PageInfoShape {
  readonly hasNextPage: boolean;
  readonly endCursor: string | undefined;
}

const PageInfo = builder.objectRef<PageInfoShape>('PageInfo').implement({
  description: 'Where a page ends (Relay cursor connections; forward only).',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { access: ['everyone'] }),
    endCursor: t.string({
      access: ['everyone'],
      nullable: true,
      description: 'Give it as `after` to read on.',
      resolve: (page) => page.endCursor,
    }),
  }),
});

/** A page of a connection as the resolvers make it. */
export interface Page<T> {
  readonly items: readonly { readonly node: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  /** Where to read on, if that is not behind the last item. */
  readonly endCursor?: string;
}

/** A page as the domain reads it. */
export const pageOf = <T>({ items, end, hasNextPage }: DuePage<T>): Page<T> => ({
  items,
  hasNextPage,
  ...(end !== undefined && { endCursor: end }),
});

/** Makes `<Name>Connection` and `<Name>Edge` over a node type, all of one audience. */
export function connectionOf<T>(
  name: string,
  node: ReturnType<ReturnType<typeof builder.objectRef<T>>['implement']>,
  access: readonly Audience[],
) {
  const Edge = builder.objectRef<{ node: T; cursor: string }>(`${name}Edge`).implement({
    description: `A ${name} and its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { access }),
      node: t.field({ type: node, access, resolve: (edge) => edge.node as never }),
    }),
  });
  return builder.objectRef<Page<T>>(`${name}Connection`).implement({
    description: `A page of ${name} records, in a stable order.`,
    fields: (t) => ({
      edges: t.field({ type: [Edge], access, size: 1, resolve: (page) => [...page.items] }),
      nodes: t.field({
        type: [node],
        access,
        size: 1,
        resolve: (page) => page.items.map((item) => item.node) as never,
      }),
      pageInfo: t.field({
        type: PageInfo,
        access,
        resolve: (page) => ({
          hasNextPage: page.hasNextPage,
          endCursor: page.endCursor ?? page.items.at(-1)?.cursor,
        }),
      }),
    }),
  });
}
