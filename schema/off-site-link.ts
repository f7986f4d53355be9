import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import type { LinkVerdict } from '../lambda/domain/link/judge-link.ts';
import { offSiteNotice } from '../lambda/domain/link/notice.ts';
import type { OffSiteLink } from '../lambda/domain/link/off-site-link.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { LanguageEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { LinkHost, LinkRefusalEnum } from './link-host.ts';
import { noticeText, OffSiteLinkType } from './off-site-link-type.ts';

const { findOffSiteLink } = lateOperations;

const everyone = ['everyone'] as const;

interface Judged {
  readonly verdict: LinkVerdict;
  readonly registered: OffSiteLink | undefined;
  readonly language: Language;
}
const LinkVerdictType = builder.objectRef<Judged>('LinkVerdict').implement({
  description: 'Whose a link is.',
  fields: (t) => ({
    isOurs: t.boolean({
      access: everyone,
      description:
        "Open it without ado. False: show `host` and `notice` first; with a `refusal`, don't open it at all.",
      resolve: ({ verdict }) => verdict.isOurs,
    }),
    refusal: t.field({
      type: LinkRefusalEnum,
      access: everyone,
      nullable: true,
      description: 'Set: the link is not to be opened, and all else is null.',
      resolve: ({ verdict }) => verdict.refusal,
    }),
    url: t.string({
      access: everyone,
      nullable: true,
      description: 'The address to open: this, never the text that was asked about.',
      resolve: ({ verdict }) => verdict.url,
    }),
    host: t.field({
      type: LinkHost,
      access: everyone,
      nullable: true,
      resolve: ({ verdict }) => verdict.host,
    }),
    isRedirect: t.boolean({
      access: everyone,
      description: 'The link is to one of our own sites and names another within it; `host` is that other.',
      resolve: ({ verdict }) => verdict.isRedirect,
    }),
    registered: t.field({
      type: OffSiteLinkType,
      access: everyone,
      nullable: true,
      description: 'What the register says of this address. Null when CloudFly has not placed it.',
      resolve: ({ registered, language }) => registered && { link: registered, language },
    }),
    notice: t.string({
      access: everyone,
      nullable: true,
      description: `${noticeText} Null when it is ours or refused.`,
      resolve: ({ verdict, language }) =>
        verdict.isOurs || verdict.refusal ? undefined : offSiteNotice[language],
    }),
  }),
});

const LinkConnection = connectionOf('OffSiteLink', OffSiteLinkType, everyone);

builder.queryFields((t) => ({
  offSiteLink: t.field({
    type: LinkVerdictType,
    access: everyone,
    cost: 2,
    description:
      'Whose a link is, and what to show before it is opened (P5.1, P5.2). For any address, registered or not; a relative one is made absolute first.',
    args: {
      url: t.arg.string({ access: everyone }),
      language: t.arg({ type: LanguageEnum, required: false, access: everyone }),
    },
    resolve: async (_, { url, language }, { ports, viewer }) => ({
      ...(await findOffSiteLink(ports, url)),
      language: language ?? viewer.language,
    }),
  }),
  offSiteLinks: t.field({
    type: LinkConnection,
    access: everyone,
    cost: 5,
    description:
      'The register of links that CloudFly places to sites that are not its own (P5.1), the last first.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: everyone, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: everyone }),
      language: t.arg({ type: LanguageEnum, required: false, access: everyone }),
    },
    resolve: async (_, { first, after, language }, { ports, viewer }) => {
      const { links, hasNextPage } = await ports.offSiteLinks.page(
        requirePageSize(first ?? 20),
        after ?? undefined,
      );
      const items = links.map(({ link, cursor }) => ({
        node: { link, language: language ?? viewer.language },
        cursor,
      }));
      return { items, hasNextPage };
    },
  }),
}));
