import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  classViews,
  type PersonalField,
  personalFields,
  rolePurposes,
  staffRoles,
  type View,
} from '../../lambda/domain/access.ts';
import { fields, startGatesWorld } from './gates-world.ts';

// The first of the two gates is taken out of the server: the second alone has to hold.
vi.mock('../../schema/use-plan-check.ts', () => ({ usePlanCheck: () => ({}) }));

let world: Awaited<ReturnType<typeof startGatesWorld>>;
beforeAll(async () => {
  world = await startGatesWorld();
});
afterAll(() => world?.cloud.stop());

const select = (field: string, view: View) => `${field} { ${view === 'masked' ? 'masked' : fields[field]} }`;
const may = (role: (typeof staffRoles)[number], field: string, view: View) => {
  const most = classViews[personalFields[field as PersonalField].dataClass][role];
  return most === 'value' || most === view;
};
/** What a field was answered with, wherever a null broke off. */
const shown = (data: unknown, field: string, view: View): unknown =>
  (data as { customer?: Record<string, Record<string, unknown> | null> } | undefined)?.customer?.[field]?.[
    view
  ] ?? null;

describe('without the plan check, the value gate alone', () => {
  it('is what stands here: what is open to overseers is open to everybody', async () => {
    const { data } = await world.ask('{ accessMatrix { rules { coordinate } } }', undefined);
    expect(JSON.stringify(data)).toContain('Query.accessMatrix');
  });

  it.each(staffRoles)(
    'shows %s what its role may see, and nothing else',
    async (role) => {
      const token = await world.cloud.staff(role);
      const purpose = rolePurposes[role][0];
      for (const field of Object.keys(fields))
        for (const view of ['masked', 'value'] as const) {
          const { data } = await world.ask(
            `{ customer(id: "${world.one.id}") { ${select(field, view)} } }`,
            token,
            purpose,
          );
          expect([role, field, view, shown(data, field, view) !== null]).toEqual([
            role,
            field,
            view,
            may(role, field, view),
          ]);
        }
    },
    120_000,
  );

  it('shows nothing when one of the fields asked for together is not to be seen', async () => {
    const token = await world.cloud.staff('support');
    const both = `{ customer(id: "${world.one.id}") { name { value } card { masked } } }`;
    const { text } = await world.ask(both, token, 'CUSTOMER_REQUEST');
    expect(text).not.toContain(world.one.name);
  });

  it('shows nothing in clear without a purpose, or of two customers', async () => {
    const token = await world.cloud.staff('support');
    const { one, other } = world;
    const clear = (id: string) => `customer(id: "${id}") { name { value } }`;
    expect((await world.ask(`{ ${clear(one.id)} }`, token)).text).not.toContain(one.name);
    const two = await world.ask(`{ a: ${clear(one.id)} b: ${clear(other.id)} }`, token, 'CUSTOMER_REQUEST');
    expect([one.name, other.name].filter((name) => two.text.includes(name)).length).toBeLessThan(2);
  });

  it('shows visitors, other customers and services no value of a customer', async () => {
    const tokens = [undefined, world.other.token, await world.cloud.service('billing-service')];
    const all = Object.keys(fields).flatMap((field) => [
      `v_${field}: ${select(field, 'value')}`,
      `m_${field}: ${select(field, 'masked')}`,
    ]);
    const secrets = [
      world.one.name,
      world.one.email,
      world.one.phone,
      world.one.line,
      world.one.identityNumber,
      '0101243150',
    ];
    for (const token of tokens)
      for (const selection of all)
        for (const root of [
          `customer(id: "${world.one.id}") {`,
          `node(id: "${world.one.id}") { ... on Customer {`,
        ]) {
          const query = `{ ${root} ${selection} ${root.startsWith('node') ? '} ' : ''}} }`;
          const { text, data } = await world.ask(query, token, 'CUSTOMER_REQUEST');
          for (const secret of secrets) expect(text).not.toContain(secret);
          expect(JSON.stringify(data ?? null)).not.toMatch(/"(value|masked)":[^n]/);
        }
  }, 120_000);

  it('shows a customer nobody’s record but the own one', async () => {
    const { data, text } = await world.ask('{ me { id name phone payment { taxCode } } }', world.other.token);
    expect(data).toMatchObject({ me: { id: world.other.id, name: world.other.name, payment: null } });
    expect(text).not.toContain(world.one.name);
  });
});
