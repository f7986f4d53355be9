import { offSiteNotice } from '../lambda/domain/link/notice.ts';
import type { OffSiteLink } from '../lambda/domain/link/off-site-link.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { overseers } from './overseers.ts';

const everyone = ['everyone'] as const;
/** Describes the notice. */
export const noticeText =
  'What to show beside the link, as it is: it leads to a site that CloudFly is not responsible for (P5.2).';

export interface RegisteredLink {
  readonly link: OffSiteLink;
  readonly language: Language;
}
export const OffSiteLinkType = builder.objectRef<RegisteredLink>('OffSiteLink').implement({
  description:
    "A link to a site that is not CloudFly's, in the register of those that CloudFly places (P5.1).",
  fields: (t) => ({
    url: t.string({ access: everyone, resolve: ({ link }) => link.url }),
    title: t.string({
      access: everyone,
      description: 'In the language asked for.',
      resolve: ({ link, language }) => link.title[language],
    }),
    notice: t.string({
      access: everyone,
      description: noticeText,
      resolve: ({ language }) => offSiteNotice[language],
    }),
    owner: t.string({
      access: overseers,
      description: 'The team of CloudFly that answers for its being there.',
      resolve: ({ link }) => link.owner,
    }),
    registeredAt: t.field({
      type: 'DateTime',
      access: overseers,
      resolve: ({ link }) => link.registeredAt,
    }),
    removedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      description: 'When it was taken out of the register. Null: it is in it.',
      resolve: ({ link }) => link.removedAt,
    }),
  }),
});
