/** Who oversees what is done with personal information, and may read what that takes (P6.2, P6.4). */
export const overseers = ['privacy_officer', 'auditor'] as const;
