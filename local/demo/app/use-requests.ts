import { useEffect, useState } from 'react';
import {
  OwnRequestsDocument,
  type OwnRequestsQuery,
  type RequestSummaryFragment,
} from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { type Answered, refusalOf, useAnswer } from './use-answer.ts';

type Me = OwnRequestsQuery['me'];
type Page = NonNullable<Me>['requests'];

/** The own requests, newest first: the first page, and those behind it as they are asked for. */
export interface Requests extends Pick<Answered<OwnRequestsQuery>, 'refusal' | 'reload'> {
  /** Undefined until it is known; null for who is no customer. */
  readonly me: Me | undefined;
  readonly requests: readonly RequestSummaryFragment[];
  /** Reads on; undefined at the end. */
  readonly more: (() => void) | undefined;
}

export function useRequests(): Requests {
  const { ask } = useDemo();
  const first = useAnswer(OwnRequestsDocument, { after: null });
  const [behind, setBehind] = useState<readonly Page[]>([]);
  const [refused, setRefused] = useState<ReturnType<typeof refusalOf> | undefined>(undefined);
  const { data } = first;
  // The first page was read anew: what stood behind the old one may stand elsewhere now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is what it follows.
  useEffect(() => setBehind([]), [data]);

  const pages = data?.me ? [data.me.requests, ...behind] : [];
  const end = pages.at(-1)?.pageInfo;
  const readOn = async (after: string) => {
    try {
      const { me } = await ask(OwnRequestsDocument, { after });
      if (me) setBehind((before) => [...before, me.requests]);
      setRefused(undefined);
    } catch (error) {
      setRefused(refusalOf(error));
    }
  };
  const after = end?.hasNextPage ? end.endCursor : undefined;
  return {
    me: data?.me,
    requests: pages.flatMap(({ nodes }) => nodes),
    refusal: first.refusal ?? refused,
    reload: first.reload,
    more: after ? () => void readOn(after) : undefined,
  };
}
