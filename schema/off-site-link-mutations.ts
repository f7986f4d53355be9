import { DomainError } from '../lambda/domain/errors.ts';
import { registerOffSiteLink } from '../lambda/domain/link/register-off-site-link.ts';
import { builder } from './builder.ts';
import { requireStaff } from './customer.ts';
import { outcome } from './errors.ts';
import { key } from './inputs.ts';
import { OffSiteLinkType, type RegisteredLink } from './off-site-link.ts';
import { payloadOf } from './payload.ts';
import { InEachLanguageInput } from './policy-inputs.ts';

const writers = ['privacy_officer'] as const;

const RegisterOffSiteLinkPayload = payloadOf<RegisteredLink>(
  'RegisterOffSiteLink',
  'link',
  OffSiteLinkType as never,
  writers,
);

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

builder.mutationFields((t) => ({
  registerOffSiteLink: t.field({
    type: RegisterOffSiteLinkPayload,
    access: writers,
    cost: 10,
    description: 'Puts a link into the public register of those that leave (P5.1).',
    args: { input: t.arg({ type: RegisterOffSiteLinkInput, access: writers }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { linkId } = await registerOffSiteLink(ports, requireStaff(viewer), input);
        const link = await ports.offSiteLinks.load(linkId);
        if (!link) throw new DomainError('NOT_FOUND');
        return { link, language: viewer.language };
      }),
  }),
}));
