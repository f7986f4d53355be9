import { openDocument, readSealedDocument } from '../lambda/domain/commitment/read-document.ts';
import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { requireStaff } from './require-staff.ts';

const { requireUninvolved } = lateOperations;

/** More than half of what one operation may cost: no answer has to carry two files. */
const costOfContent = 400;

/** The document of an order, in Base64, through the value gate; to nobody who is in it. */
async function documentOf(
  { id, basis, customerIds }: Disclosure,
  { viewer, ports, reveals }: ApiContext,
): Promise<string | undefined> {
  if (basis.kind !== 'LEGAL_ORDER') return undefined;
  await requireUninvolved(ports, requireStaff(viewer), customerIds);
  const { document } = basis;
  const keyring = await ports.sealing.loadKeyring(id);
  const sealed = keyring && (await readSealedDocument(ports, document));
  if (!sealed) return undefined;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'orderDocument',
    view: 'value',
    open: (sealing) => openDocument(sealing, keyring, document, sealed),
  }) as Promise<string>;
}

builder.objectFields(DisclosureType, (t) => ({
  documentContent: t.string({
    access: ['privacy_officer'],
    clear: true,
    nullable: true,
    cost: costOfContent,
    description:
      "Of an order: its document as it came, in Base64, for LEGAL_DUTY with the disclosure's own id as `x-reference`; audited before it is shown (P6.4). Null when it is kept no more. Whatever its type says, it may do harm: save it, and open it where nothing can be harmed.",
    resolve: (disclosure, _, context) => documentOf(disclosure, context),
  }),
}));
