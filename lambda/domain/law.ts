/**
 * Numbers that the law of Vietnam gives (P7.3), each with its article. Rules that change with the words of a policy are data of its
 * version; these hold whatever a version says.
 */
export const law = {
  /** Advertising mails to one address in any 24 hours. D330 37(3)(n). */
  advertisingPerDay: { most: 3, hours: 24, article: 'D330 37(3)(n)' },
  /** Hours of the day, Vietnam time, from (inclusive) and until (exclusive). D330 37(3)(o). */
  contactHours: { MESSAGE: { from: 7, until: 22 }, PHONE: { from: 8, until: 17 }, article: 'D330 37(3)(o)' },
  /** Working days in which a request of a data subject is answered. D356 5. */
  firstAnswer: { workingDays: 2, article: 'D356 5' },
  /** Days in which a correction that a customer asks for is made or refused with its reason. D356 5(3). */
  correction: { days: 10, article: 'D356 5(3)' },
  /** Vietnam has one time zone and no summer time. */
  utcOffsetHours: 7,
  /** Under this age a guardian agrees to marketing. L91 24. */
  guardianUnderAge: 16,
  /** What the subject of advertising starts with. D91 17-18. */
  advertisingLabel: '[QC]',
} as const;
