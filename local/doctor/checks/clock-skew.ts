import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** AWS refuses what was signed more than five minutes off; tokens, and what an import says of its time, suffer before. */
const toleratedSeconds = 30;

/** The clock of this machine goes as that of the site does. The clocks of functions are AWS's own. */
export const checkClockSkew: Check = async ({ siteUrl, now }) => {
  const answer = await fetch(`${siteUrl}/graphql`, { method: 'OPTIONS' });
  await answer.body?.cancel();
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(theirs))
    return missing(
      'the site does not say what time it is',
      'look at what stands between this machine and the site',
    );
  const seconds = Math.round((now().getTime() - theirs) / 1000);
  return Math.abs(seconds) <= toleratedSeconds
    ? fine('the clock of this machine is right')
    : missing(
        `the clock of this machine is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}`,
        'set it by NTP before a command of the operator writes anything',
      );
};
