import { setTimeout as pause } from 'node:timers/promises';
import { runCorrections } from './corrections.ts';
import { customerActs, register, verifyOnceItComes } from './customer.ts';
import { runDesk } from './desk.ts';
import { signIn } from './employees.ts';
import { runImport } from './importer.ts';
import { runIncident } from './incident.ts';
import { runDisclosure } from './legal.ts';
import { runMarketing } from './marketing.ts';
import { runPayments } from './payments.ts';
import { type Customer, drawCustomer } from './person.ts';
import { readMuch } from './readers.ts';
import type { Given } from './recipient.ts';
import { serviceActs } from './service.ts';
import { staffActs } from './staff.ts';
import type { Acts, Stage } from './stage.ts';
import { writeMails } from './writers.ts';

/** Milliseconds that somebody waits before the next thing: in some runs all comes at once, in others hours lie between. */
const tempos = [
  [0, 0, 5, 50, 300],
  [0, 10, 500, 5000, 60_000, 600_000, 7_200_000],
];

/** Has people begin to act, each one thing after the other. */
export function startActors(
  world: Omit<Stage, 'people' | 'given' | 'written' | 'codes' | 'payments' | 'details' | 'imports'>,
) {
  const { draw, trace } = world;
  const people: Customer[] = [];
  const given: Given[] = [];
  const kept = { written: [], codes: [], payments: [], details: [], imports: [] };
  const stage: Stage = { ...world, ...kept, people, given };
  const pauses = draw.one(tempos);
  const waiting = new Set<string>();
  const start = (name: string, script: () => Promise<void>) => {
    waiting.add(name);
    void script().then(() => waiting.delete(name));
  };
  const act = async (own: string, acts: Acts, who: Customer, count: number) => {
    for (let done = 0; done < count; done++) {
      await pause(draw.one(pauses) * (0.5 + draw()));
      const name = draw.one(Object.keys(acts));
      trace.note(`${own} ${name}`);
      await acts[name]?.(stage, who);
    }
  };
  const size = 1 + draw.below(3);
  for (let at = 0; at < size; at++) {
    const [first] = people;
    const customer = drawCustomer(draw, first && draw.often(0.3) ? first.email : undefined);
    people.push(customer);
    const registered = Promise.withResolvers<void>();
    start(`customer ${at}`, async () => {
      await pause(draw.one(pauses));
      await register(stage, customer);
      if (draw.often(0.8)) await verifyOnceItComes(stage, customer);
      registered.resolve();
      await act(`customer ${at}`, customerActs, customer, 1 + draw.below(5));
    });
    // The same customer on another device, a service and staff, at the same time.
    const beside = {
      [`customer ${at} too`]: customerActs,
      [`service ${at}`]: serviceActs,
      [`staff ${at}`]: staffActs,
    };
    for (const [name, acts] of Object.entries(beside))
      start(name, async () => {
        await registered.promise;
        await act(name, acts, customer, draw.below(4));
      });
  }
  const teams = [
    { name: 'marketing', share: 0.3, script: runMarketing },
    { name: 'legal', share: 0.4, script: runDisclosure },
    { name: 'writers', share: 0.5, script: (on: Stage) => writeMails(on, pauses) },
    { name: 'employees', share: 0.5, script: signIn },
    { name: 'desk', share: 0.4, script: (on: Stage) => runDesk(on, pauses) },
    { name: 'readers', share: 0.5, script: (on: Stage) => readMuch(on, pauses) },
    { name: 'payments', share: 0.25, script: runPayments },
    { name: 'corrections', share: 0.25, script: runCorrections },
    { name: 'incident', share: 0.25, script: runIncident },
    { name: 'operator', share: 0.15, script: runImport },
  ];
  for (const { name, share, script } of teams)
    if (draw.often(share))
      start(name, async () => {
        await pause(draw.one(pauses));
        await script(stage);
      });
  return {
    stage,
    isDone: () => waiting.size === 0,
    waitingFor: () => [...waiting].join(', '),
  };
}
