import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { Ports } from '../ports.ts';
import type { CustomerRequest } from './request.ts';

export interface OwnRequests {
  readonly items: readonly { readonly request: CustomerRequest; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

const placeForm = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#REQ-[0-9A-Z]{10}$/;

/** A page of a customer's own requests, newest first. @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after` */
export async function ownRequests(
  deps: Pick<Ports, 'requests'>,
  customerId: string,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<OwnRequests> {
  requirePageSize(first);
  const behind = after === undefined ? undefined : placeOf(after);
  const requests = (await deps.requests.ofSubject(customerId))
    .map((request) => ({ request, place: `${request.openedAt}#${request.reference}` }))
    .filter(({ place }) => behind === undefined || place < behind)
    .sort((one, other) => (one.place > other.place ? -1 : 1));
  return {
    items: requests
      .slice(0, first)
      .map(({ request, place }) => ({ request, cursor: Buffer.from(place).toString('base64url') })),
    hasNextPage: requests.length > first,
  };
}

function placeOf(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!placeForm.test(place)) throw new DomainError('CURSOR_INVALID', ['after']);
  return place;
}
