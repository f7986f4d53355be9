import type { hostWarnings, ShownHost } from '../lambda/domain/link/judge-link.ts';
import type { linkRefusals } from '../lambda/domain/link/web-link.ts';
import { builder } from './builder.ts';

const everyone = ['everyone'] as const;

export const LinkRefusalEnum = builder.enumType('LinkRefusal', {
  description: 'Why a link is not to be opened at all.',
  values: {
    MALFORMED: { description: 'No absolute web address of at most 2048 characters.' },
    UNSAFE_CHARACTER: {
      description:
        'It has a backslash, white space, or a control or invisible character, which people and browsers read differently.',
    },
    NOT_WEB: { description: 'Neither http nor https: `javascript:`, `data:`, `mailto:`.' },
  } satisfies Record<(typeof linkRefusals)[number], { description: string }>,
});

const HostWarningEnum = builder.enumType('HostWarning', {
  description: 'What to tell of a host before anybody goes there.',
  values: {
    MIXED_SCRIPTS: { description: 'A part of its name mixes scripts that no language writes together.' },
    LOOKS_LIKE_OURS: { description: 'Its name may be taken for one of ours, and is not.' },
    USER_INFO: {
      description:
        'The address named something before its host, as in `https://cloudfly.vn@elsewhere.example`.',
    },
    NUMERIC: { description: 'An address of a machine instead of a name.' },
  } satisfies Record<(typeof hostWarnings)[number], { description: string }>,
});

export const LinkHost = builder.objectRef<ShownHost>('LinkHost').implement({
  description: 'Where a link leads, as far as it can be told.',
  fields: (t) => ({
    unicode: t.exposeString('unicode', { access: everyone, description: 'As people write it.' }),
    ascii: t.exposeString('ascii', {
      access: everyone,
      description:
        'As browsers ask for it: punycode (RFC 3492) where it is not ASCII. Show both where they differ.',
    }),
    warnings: t.field({
      type: [HostWarningEnum],
      access: everyone,
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});
