import { DomainError } from '../lambda/domain/errors.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { OffSiteLinkType, type RegisteredLink } from './off-site-link-type.ts';
import { payloadOf } from './payload.ts';
import { InEachLanguageInput } from './policy-inputs.ts';
import { requireStaff } from './require-staff.ts';

const { registerOffSiteLink, removeOffSiteLink } = lateOperations;

const writers = ['privacy_officer'] as const;

const payload = (name: string) => payloadOf<RegisteredLink>(name, 'link', OffSiteLinkType as never, writers);
const RegisterOffSiteLinkPayload = payload('RegisterOffSiteLink');
const RemoveOffSiteLinkPayload = payload('RemoveOffSiteLink');

const RegisterOffSiteLinkInput = builder.inputType('RegisterOffSiteLinkInput', {
  description: 'A link that CloudFly places to a site that is not its own.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    url: t.string({
      description:
        'An https address of another site. What stands behind `#` is left out. One that is registered gets this title and owner.',
    }),
    title: t.field({ type: InEachLanguageInput, description: 'What it is called: 1 to 200 characters.' }),
    owner: t.string({
      description: "The team that answers for its being there, 1 to 200 characters; not a person's name.",
    }),
  }),
});

const RemoveOffSiteLinkInput = builder.inputType('RemoveOffSiteLinkInput', {
  description: 'Which link the register has no longer.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    url: t.string({ description: 'As `OffSiteLink.url` gives it.' }),
  }),
});

/** Runs an act on a link and answers with it as it is afterwards. */
async function acting(
  { ports, viewer }: ApiContext,
  act: (staff: StaffViewer) => Promise<{ linkId: string }>,
): Promise<RegisteredLink> {
  const { linkId } = await act(requireStaff(viewer));
  const link = await ports.offSiteLinks.load(linkId);
  if (!link) throw new DomainError('NOT_FOUND');
  return { link, language: viewer.language };
}

mutation('registerOffSiteLink', {
  payload: RegisterOffSiteLinkPayload,
  access: writers,
  description: 'Puts a link into the public register of those that leave (P5.1).',
  input: RegisterOffSiteLinkInput,
  act: (input, context) => acting(context, (staff) => registerOffSiteLink(context.ports, staff, input)),
});

mutation('removeOffSiteLink', {
  payload: RemoveOffSiteLinkPayload,
  access: writers,
  description:
    'Takes a link out of the public register (P5.1). That it was there, and who removed it, stays known.',
  input: RemoveOffSiteLinkInput,
  act: (input, context) => acting(context, (staff) => removeOffSiteLink(context.ports, staff, input)),
});
