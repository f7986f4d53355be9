/** ASKED_FOR: they asked for it. NOT_NEEDED: what they wrote is done with. */
export const forgettingReasons = ['ASKED_FOR', 'NOT_NEEDED'] as const;
export type ForgettingReason = (typeof forgettingReasons)[number];
