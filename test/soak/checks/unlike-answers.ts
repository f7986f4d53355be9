import { localIdOf } from '../../harness/register.ts';
import type { Customer } from '../acknowledged.ts';
import type { Stage } from '../stage.ts';

const query = '{ me { id name revisions { contact payment } accessLog(first: 50) { nodes { kind } } } }';
const together = 4;

/** Asks as each customer who stays: every write of their details is there once, and everybody who read them is told. */
export async function unlikeAnswers({ cloud, acknowledged }: Stage): Promise<readonly string[]> {
  const staying = acknowledged.customers.filter(({ isErased, isLeaving }) => !isErased && !isLeaving);
  const unlike: string[] = [];
  const look = async (who: Customer) => {
    const { data } = await cloud.ask(query, { token: who.token });
    const say = (what: string) => unlike.push(`${localIdOf(who.id)}: ${what}`);
    if (data?.me?.id !== who.id) return say('is not answered');
    const { revisions, accessLog } = data.me;
    for (const kind of ['contact', 'payment'] as const)
      if (revisions[kind] !== who.revisions[kind])
        say(`${kind} details: ${who.revisions[kind]} writes acknowledged, ${revisions[kind]} there`);
    const reads = accessLog.nodes.filter(({ kind }: { kind: string }) => kind === 'READ').length;
    if (accessLog.nodes.length < 50 && reads < who.reveals.length)
      say(`${who.reveals.length} readings acknowledged, the customer is told of ${reads}`);
  };
  const waiting = [...staying];
  const caller = async () => {
    for (let who = waiting.pop(); who; who = waiting.pop()) await look(who);
  };
  await Promise.all(Array.from({ length: together }, caller));
  return unlike;
}
