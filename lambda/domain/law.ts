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
  /** Days in which a right is carried out, where a processor has a part in it, and by how many it can be extended, once. */
  rights: {
    /** View, copy, correct. D356 5(3). */
    COPY: { days: 10, throughProcessor: 15, extension: 10, article: 'D356 5(3)' },
    /** Withdraw, restrict, object. D356 5(2). */
    RESTRICT: { days: 15, throughProcessor: 20, extension: 15, article: 'D356 5(2)' },
    /** Delete. D356 5(4). */
    ERASE: { days: 20, throughProcessor: 30, extension: 20, article: 'D356 5(4)' },
  },
  /** Hours in which an authority is answered, and where life or national security is at stake. L116 25; D333 16(3). */
  authority: { hours: 24, urgentHours: 3, article: 'L116 25; D333 16(3)' },
  /** Hours from the discovery of a breach to its report. L91 23; D356 28. */
  incidentReport: { hours: 72, article: 'L91 23; D356 28' },
  /** How long personal data is kept: as long as what it was agreed to for needs it, or law demands. L91 14. */
  retention: { article: 'P4.4; L91 14' },
  /** Vietnam has one time zone and no summer time. */
  utcOffsetHours: 7,
  /** Under this age a guardian agrees to marketing. L91 24. */
  guardianUnderAge: 16,
  /** What the subject of advertising starts with. D91 17-18. */
  advertisingLabel: '[QC]',
} as const;
