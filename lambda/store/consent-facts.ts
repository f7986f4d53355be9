import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import {
  type ConsentFact,
  consentPaths,
  evidenceManners,
  factTypes,
  legalBases,
  noticePaths,
} from '../domain/consent/fact.ts';
import { DomainError } from '../domain/errors.ts';
import type { ConsentFactPage } from '../domain/ports/consents.ts';
import { consentPurposes, contactChannels } from '../domain/purposes.ts';
import { languages } from '../domain/viewer.ts';
import { customerKey, fromItem, type StoreDeps, toItem } from './item.ts';
import { ownedBy } from './owned-row.ts';

const count = z.int().check(z.positive());
const instant = z.iso.datetime();

/** A fact as it lies in its customer's partition, with whose it is. */
export const storedFact = z.pipe(
  z.object({
    kind: z.literal('CONSENT_FACT'),
    customerId: z.string(),
    id: z.string(),
    type: z.enum(factTypes),
    at: instant,
    manner: z.enum(evidenceManners),
    path: z.enum(consentPaths),
    policyVersion: count,
    language: z.enum(languages),
    textDigest: z.string(),
    actor: z.string(),
    requestId: z.string(),
    purpose: z.exactOptional(z.enum(consentPurposes)),
    channel: z.exactOptional(z.enum(contactChannels)),
    granted: z.exactOptional(z.boolean()),
    wording: z.exactOptional(z.string()),
    reference: z.exactOptional(z.string()),
    use: z.exactOptional(
      z.object({ operation: z.string(), noticeAt: instant, noticeBy: z.enum(noticePaths) }),
    ),
    byGuardian: z.exactOptional(z.boolean()),
    basis: z.exactOptional(z.enum(legalBases)),
    endsAt: z.exactOptional(instant),
    sealedEvidence: z.exactOptional(z.instanceof(Uint8Array)),
  }),
  z.transform(({ kind: _, ...fact }): ConsentFact & { customerId: string } => fact),
);

/** The sort key of a fact. */
export const placeOf = ({ at, id }: Pick<ConsentFact, 'at' | 'id'>): string => `FACT#${at}#${id}`;
const cursorOf = (fact: ConsentFact): string => Buffer.from(placeOf(fact)).toString('base64url');

/** @throws DomainError INVALID_FORMAT at `after` when no history gave out such a cursor */
function placeBehind(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  const isPlace = /^FACT#\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Za-z-]{1,40}$/.test(place);
  if (!isPlace || Buffer.from(place).toString('base64url') !== cursor)
    throw new DomainError('INVALID_FORMAT', ['after']);
  return place;
}

/** A page of a customer's facts, newest first. */
export async function factPage(
  { dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>,
  customerId: string,
  first: number,
  after: string | undefined,
): Promise<ConsentFactPage> {
  const pk = customerKey(customerId);
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :facts)',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':facts': 'FACT#' }),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: first + 1,
      ...(after !== undefined && { ExclusiveStartKey: toItem({ pk, sk: placeBehind(after) }) }),
    }),
  );
  const facts = Items.map((item) => ownedBy(customerId, fromItem(storedFact, item)));
  return {
    facts: facts.slice(0, first).map((fact) => ({ fact, cursor: cursorOf(fact) })),
    hasMore: facts.length > first,
  };
}
