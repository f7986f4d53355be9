import type { Json } from '../iam/resolve.ts';

/** Ways in which a template could come to say something else than the local cloud does. */
export const spoilings: readonly [
  what: string,
  part: 'data' | 'app',
  id: RegExp,
  spoil: (properties: Json) => void,
][] = [
  ['a key of a table', 'data', /^keys/, (table) => (table.KeySchema[0].AttributeName = 'id')],
  [
    'a projection',
    'data',
    /^records/,
    (table) => table.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes.pop(),
  ],
  ['an index', 'data', /^records/, (table) => table.GlobalSecondaryIndexes.pop()],
  [
    'a view of a stream',
    'data',
    /^audit/,
    (table) => (table.StreamSpecification.StreamViewType = 'NEW_IMAGE'),
  ],
  ['an expiry', 'data', /^records/, (table) => delete table.TimeToLiveSpecification],
  [
    'days of raw mail',
    'data',
    /^InboundBucket\w{8}$/,
    (bucket) => bucket.LifecycleConfiguration.Rules[0].ExpirationInDays++,
  ],
  [
    'a lock',
    'data',
    /^AuditArchive\w{8}$/,
    (bucket) => (bucket.ObjectLockConfiguration.Rule.DefaultRetention.Mode = 'GOVERNANCE'),
  ],
  ['a kind of key', 'data', /^Keysanchor\w{8}$/, (key) => delete key.KeySpec],
  ['a batch', 'app', /^dispatchStream/, (mapping) => mapping.BatchSize++],
  [
    'a filter',
    'app',
    /^jobsStream/,
    (mapping) => (mapping.FilterCriteria.Filters[0].Pattern = '{"dynamodb":{"NewImage":{}}}'),
  ],
  ['how many at once', 'app', /^jobsStream/, (mapping) => delete mapping.ParallelizationFactor],
  ['a schedule', 'app', /^clockSchedule\w{8}$/, (rule) => (rule.ScheduleExpression = 'rate(2 minutes)')],
  ['a method', 'app', /^PublicApigraphqlPOST\w{8}$/, (method) => (method.HttpMethod = 'PUT')],
  ['a variable', 'app', /^apiFunction\w{8}$/, (fn) => delete fn.Environment.Variables.LINKS_URL],
  [
    'a table that a variable means',
    'app',
    /^apiFunction\w{8}$/,
    ({ Environment: { Variables: given } }) => (given.TABLE_KEYS = given.TABLE_RECORDS),
  ],
  [
    'a key that a variable means',
    'app',
    /^apiFunction\w{8}$/,
    ({ Environment: { Variables: given } }) => (given.KMS_KEY_CONTACT = given.KMS_KEY_CONTENT),
  ],
];
