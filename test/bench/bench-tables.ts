/** Names of the bench's own tables. */
export const benchTables = { records: 'records', keys: 'keys', audit: 'audit' } as const;
