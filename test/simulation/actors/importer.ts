import { setTimeout as pause } from 'node:timers/promises';
import { issuers } from '../environment.ts';
import { text } from '../invariants/left.ts';
import { type Customer, canary, drawCustomer, localId } from './person.ts';
import { officer } from './staff.ts';
import type { Stage } from './stage.ts';

/** A row of a file, and what each run of the file made of it: an outcome, or the codes of a refusal. */
export interface ImportedRow {
  readonly who: Customer;
  readonly row: object;
  readonly outcomes: string[];
  /** How many outcomes there were when nothing of them was left any more. */
  goneAfter: number | undefined;
}

const passing = /TEMPORARILY_UNAVAILABLE|INTERNAL_SERVER_ERROR|^$/;

/** An operator brings customers from a file, by two runs at once among them; one of those has everything erased, and the file is run again. */
export async function runImport(stage: Stage): Promise<void> {
  const { draw } = stage;
  const file = Array.from({ length: 1 + draw.below(2) }, (_, at) => drawRow(stage, at > 0));
  stage.imports.push(...file);
  const runs = Array.from({ length: draw.often(0.5) ? 2 : 1 }, () => runFile(stage, file));
  await Promise.all(runs);
  const [first] = file;
  if (!first || draw.often(0.4)) return;
  await eraseWhole(stage, first);
  await runFile(stage, file);
}

/** @param mayShare whether the address may be one that somebody else registers */
function drawRow({ draw, people }: Stage, mayShare: boolean): ImportedRow {
  const shared = mayShare && draw.often(0.5) ? people[0]?.email : undefined;
  const who = drawCustomer(draw, shared);
  people.push(who);
  const { person, name, email, phone, line, dateOfBirth, identityNumber } = who;
  const said = () => ({ at: '2024-05-02T03:00:00Z', proof: canary(draw, 'proof ') });
  const row = {
    reference: { system: 'billing', number: canary(draw, 'KH-') },
    ...{ kind: 'INDIVIDUAL', name, email, phone, language: 'vi', dateOfBirth, identityNumber },
    address: { line, province: 'Đà Nẵng' },
    subject: { issuer: issuers.customer.issuer, subject: person.subject },
    ...(draw.often(0.5) && { emailVerified: said() }),
    acceptance: { policyVersion: 1, ...said() },
    consents: [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: draw.often(0.5), ...said() }],
  };
  return { who, row, outcomes: [], goneAfter: undefined };
}

/** Each row until there is an answer: whoever runs a file and sees it break runs it again. */
async function runFile({ operate, draw }: Stage, file: readonly ImportedRow[]): Promise<void> {
  const sendVerifications = draw.often(0.5);
  for (const { row, outcomes } of file)
    for (let tries = 0; tries < 30; tries++) {
      const outcome = await operate(({ wiring, importCustomer }) => {
        const ports = wiring.wire();
        const by = { id: 'system:operator-simulated', requestId: ports.random.id() };
        return importCustomer(ports, row, { operator: by, sendVerifications });
      });
      const said = outcome.kind === 'ANSWERED' ? String(outcome.value) : codesOf(outcome);
      if (!passing.test(said)) {
        outcomes.push(said);
        break;
      }
      await pause(1000 + draw.below(4000));
    }
}

/** Codes of a refusal; none of a fault or a death. */
function codesOf(outcome: object): string {
  const { error } = outcome as { error?: { issues?: readonly { code: string }[] } };
  return (error?.issues ?? []).map(({ code }) => code).join(' ');
}

/** The customer asks for everything to go, and that no old file brings it back; it waits until nothing is left. */
async function eraseWhole({ client, draw, services }: Stage, imported: ImportedRow): Promise<void> {
  const { person } = imported.who;
  const reply = await client.act('requestErasure', 'me { id rightsRequests { id right } }', person, {
    suppressAddress: true,
  });
  const { id: customerId, rightsRequests = [] } = reply.data?.requestErasure?.me ?? {};
  const asked = rightsRequests.find(({ right }: { right: string }) => right === 'ERASE');
  if (customerId === undefined || !asked) return;
  const decision = { customerId, id: asked.id, grant: true, reason: canary(draw, 'reason') };
  await client.act('decideRightsRequest', 'rightsRequest { id }', officer, decision);
  const isGone = () =>
    services
      .rows('records')
      .some(
        (row) =>
          text(row, 'kind') === 'ERASURE' &&
          text(row, 'customerId') === localId(customerId) &&
          text(row, 'step') === 'DONE',
      );
  for (let tries = 0; tries < 40 && !isGone(); tries++) await pause(10_000);
  if (isGone()) imported.goneAfter = imported.outcomes.length;
}
