import { SesError } from './errors.ts';

/**
 * Counts recipients over the last second, as SES does.
 *
 * @param perSecond none: unlimited
 * @returns a function that notes recipients, or throws SesError Throttling
 */
export function limitSendingRate(perSecond: number | undefined): (recipients: number) => void {
  let recent: number[] = [];
  return (recipients) => {
    if (perSecond === undefined) return;
    const now = performance.now();
    recent = recent.filter((time) => time > now - 1000);
    if (recent.length + recipients > perSecond)
      throw new SesError('Throttling', 'Maximum sending rate exceeded.');
    for (let count = 0; count < recipients; count++) recent.push(now);
  };
}
