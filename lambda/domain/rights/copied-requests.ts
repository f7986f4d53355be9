import { openSideBySide } from '../correction/sealed-correction.ts';
import type { Ports } from '../ports.ts';
import type { CustomerRequest } from '../request/request.ts';
import { openAttachmentName, openEntry, openWhy } from '../request/sealed-words.ts';
import type { Copying, CopyOfOwnData, Section } from './copy.ts';
import { openReason } from './sealed-reason.ts';

type Deps = Pick<Ports, 'requests' | 'informationRequests' | 'corrections' | 'rightsRequests'>;
type Copied = Pick<CopyOfOwnData, 'requests' | 'informationRequests' | 'corrections' | 'rightsRequests'>;

/** What was asked for on either side, in whose words, and what came of it. Notes of staff are not among it. */
export async function copiedRequests(deps: Deps, copying: Copying): Promise<Copied> {
  const { customerId, keyring, sealing, loaded } = copying;
  const [requests, asked, corrections, rights] = await Promise.all([
    deps.requests.ofSubject(customerId),
    deps.informationRequests.ofCustomer(customerId),
    deps.corrections.ofCustomer(customerId),
    deps.rightsRequests.ofCustomer(customerId),
  ]);
  return {
    requests: await Promise.all(
      requests.map(async (request) => ({
        reference: request.reference,
        kind: request.kind,
        channel: request.channel,
        state: request.state,
        openedAt: request.openedAt,
        answeredAt: request.answeredAt,
        closedAt: request.closedAt,
        entries: await entriesOf(deps, copying, request),
      })),
    ),
    informationRequests: asked.map((one) => ({
      reference: one.reference,
      state: one.state,
      fields: one.fields,
      given: one.given,
      askedAt: one.askedAt,
      until: one.until,
      endedAt: one.endedAt,
      why: openWhy(sealing, keyring, one),
    })),
    corrections: corrections.map((one) => ({
      dataClass: one.dataClass,
      state: one.state,
      fields: one.fields,
      reference: one.reference,
      askedAt: one.askedAt,
      dueAt: one.dueAt,
      decidedAt: one.decidedAt,
      ...openSideBySide(sealing, loaded, one),
    })),
    rightsRequests: rights.map((one) => ({
      right: one.right,
      state: one.state,
      reference: one.reference,
      askedAt: one.askedAt,
      dueAt: one.dueAt,
      extendedAt: one.extendedAt,
      decidedAt: one.decidedAt,
      doneAt: one.doneAt,
      liftedAt: one.liftedAt,
      copyUntil: one.copyUntil,
      reason: openReason(sealing, keyring, one),
    })),
  };
}

async function entriesOf(
  { requests }: Deps,
  { customerId, keyring, sealing }: Copying,
  { reference }: CustomerRequest,
): Promise<Section> {
  const entries = await requests.entries(customerId, reference);
  return entries
    .filter(({ kind }) => kind !== 'NOTE')
    .map((entry) => ({
      kind: entry.kind,
      at: entry.at,
      words: openEntry(sealing, keyring, entry),
      files: (entry.attachments ?? []).map((file) => ({
        name: openAttachmentName(sealing, keyring, file),
        contentType: file.contentType,
        bytes: file.bytes,
        refused: file.refused,
      })),
    }));
}
