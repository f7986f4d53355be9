import * as z from 'zod/mini';
import { type PersonalField, personalFields } from '../domain/access.ts';

/** Names of personal fields, as the rows of commitments, permissions and disclosures hold them. */
export const storedFields = z.array(
  z.enum(Object.keys(personalFields) as [PersonalField, ...PersonalField[]]),
);

/** A document: where its sealed object lies, and what it is known by. */
export const storedDocument = z.object({
  id: z.string(),
  subjectId: z.string(),
  digest: z.string(),
  contentType: z.string(),
  bytes: z.int(),
});
