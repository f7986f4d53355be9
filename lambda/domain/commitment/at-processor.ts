/** Whether a processor has, or is about to have, what was disclosed: on its commitment, and not refused (P6.6). */
export const isAtProcessor = ({
  basis,
  result,
}: {
  readonly basis?: string | undefined;
  readonly result: string | undefined;
}): boolean => basis === 'COMMITMENT' && (result === 'GIVEN' || result === 'PENDING');
