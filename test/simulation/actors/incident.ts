import { setTimeout as pause } from 'node:timers/promises';
import { registered } from './legal.ts';
import { type Customer, canary } from './person.ts';
import { employee, officer, reveal } from './staff.ts';
import type { Stage } from './stage.ts';

const otherOfficer = employee('staff-officer-third', 'privacy_officer');
const day = 86_400_000;

/**
 * Somebody of support read what was none of their business: an officer records it, has those affected counted and told, names another window while that goes
 * on, reports it in time, late or never, and closes it. Customers go on, and some go.
 */
export async function runIncident(stage: Stage): Promise<void> {
  const { client, draw } = stage;
  const customers = await registered(stage);
  if (customers.length === 0) return;
  const reading = Promise.all(customers.filter(() => draw.often(0.8)).map((one) => reveal(stage, one)));
  // Recorded as soon as that ended, or while it goes on: what the index of the trail shows last is in the window.
  await (draw.often(0.5) ? reading : pause(draw.one([20, 200, 800])));
  const id = await record(stage);
  await reading;
  if (id === undefined) return;
  const going = draw.often(0.5) ? goOn(stage, draw.one(customers)) : undefined;
  await tell(stage, id);
  if (draw.often(0.5)) {
    // More is known meanwhile: the window is wider.
    await client.act('amendIncident', 'incident { id }', otherOfficer, { id, window: window() });
    if (draw.often(0.8)) await tell(stage, id);
  }
  await going;
  if (draw.often(0.4)) await report(stage, id);
  const close = () => ({ id, conclusion: canary(draw, 'conclusion') });
  // Whoever recorded it tries to close it first.
  for (const by of [officer, otherOfficer])
    if (draw.often(0.3)) await client.act('closeIncident', 'incident { id }', by, close());
}

/** What support and billing did until now. */
const window = () => ({
  actors: ['staff:staff-support', 'service:billing-service'],
  from: new Date(Date.now() - day).toISOString(),
  until: new Date().toISOString(),
});

async function record({ client, draw }: Stage): Promise<string | undefined> {
  const hours = draw.one([0, 1, 61, 71.99, 80]);
  const words = ['nature', 'place', 'parties', 'consequences', 'measures'];
  const { data } = await client.act('recordIncident', 'incident { id }', officer, {
    ...Object.fromEntries(words.map((name) => [name, canary(draw, name)])),
    ...{ discoveredAt: new Date(Date.now() - hours * 3_600_000).toISOString(), classes: ['contact'] },
    ...(draw.often(0.9) && { window: window() }),
  });
  return data?.recordIncident?.incident?.id;
}

/** Waits for the first count, and has those affected told, by one officer or by two at once. */
async function tell({ client, draw }: Stage, id: string): Promise<void> {
  const query = 'query ($id: ID!) { incident(id: $id) { affectedCount } }';
  for (let tries = 0; tries < 12; tries++) {
    const { data } = await client.ask(query, { by: officer, variables: { id } });
    if (typeof data?.incident?.affectedCount === 'number') break;
    await pause(10_000);
  }
  const ask = (by: typeof officer) => {
    const words = { vi: canary(draw, 'thư '), en: canary(draw, 'letter ') };
    return client.act('notifyAffected', 'incident { id }', by, { id, ...words });
  };
  await Promise.all((draw.often(0.3) ? [officer, otherOfficer] : [officer]).map(ask));
}

/** What is not over yet: another reading, or a customer who goes. */
async function goOn(stage: Stage, who: Customer): Promise<void> {
  await pause(stage.draw.one([0, 20, 2000, 50_000]));
  if (stage.draw.often(0.7)) await reveal(stage, who);
  else await stage.client.act('requestErasure', 'me { id }', who.person, {});
}

async function report({ client, draw }: Stage, id: string): Promise<void> {
  await pause(draw.one([0, 60_000, 3_600_000]));
  const said = { receipt: canary(draw, 'receipt'), lateReason: canary(draw, 'late') };
  await client.act('reportIncident', 'incident { id }', draw.one([officer, otherOfficer]), { id, ...said });
}
