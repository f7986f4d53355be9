import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uncover } from '../../../lambda/domain/pii.ts';
import { readEnvironment } from '../../../lambda/runtime/env.ts';
import { createWiring, type Wired } from '../../../lambda/runtime/wiring.ts';
import { importLines, wordsOf } from '../../../local/commands/import-customers.ts';
import { codesOf } from '../../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { mailsSettled } from '../../harness/mails.ts';
import { localIdOf, randomPerson } from '../../harness/register.ts';
import { changes, recordsOf, scanTables, textOf } from '../../harness/tables.ts';

let cloud: TestCloud;
let ports: Wired;
let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  cloud = await startTestCloud();
  Object.assign(process.env, cloud.environment);
  ports = createWiring(readEnvironment(cloud.environment));
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  for (const name of Object.keys(cloud.environment)) delete process.env[name];
  Object.assign(process.env, before);
  rmSync(folder, { recursive: true, force: true });
  await cloud.stop();
});

const proof = () => canary('proof ');
const acceptance = () => ({ policyVersion: 1, at: '2024-05-02T03:00:00Z', proof: proof() });

function row(changed: Readonly<Record<string, unknown>> = {}) {
  const { name, email, phone, line, dateOfBirth, identityNumber } = randomPerson();
  return {
    reference: { system: 'billing', number: canary('KH-') },
    kind: 'INDIVIDUAL',
    name,
    email,
    phone,
    address: { line, province: 'Đà Nẵng' },
    dateOfBirth,
    identityNumber,
    language: 'vi',
    acceptance: acceptance(),
    consents: [
      {
        purpose: 'PROMOTIONS',
        channel: 'EMAIL',
        granted: true,
        at: '2024-05-02T03:00:00Z',
        proof: proof(),
      },
      { purpose: 'SURVEYS', channel: 'PHONE', granted: false, at: '2025-01-09T15:00:00+07:00' },
    ],
    ...changed,
  };
}

const manner = (changed: { sendVerifications?: boolean; rehearsed?: Map<string, string> } = {}) => ({
  operator: { id: 'system:operator-test', requestId: ports.random.id() },
  sendVerifications: false,
  ...changed,
});

/** Imports rows in this process; the report. */
async function bring(rows: readonly unknown[], how = manner(), deps = ports): Promise<readonly string[]> {
  async function* lines() {
    for (const one of rows) yield typeof one === 'string' ? one : JSON.stringify(one);
  }
  const report: string[] = [];
  for await (const told of importLines(deps, lines(), how)) report.push(wordsOf(told));
  return report;
}

const idOf = async (number: string) => {
  const { data } = await cloud.ask(
    'query ($number: String!) { customerByReference(system: "billing", number: $number) { id addressState } }',
    { token: await cloud.service('billing-service', ['customers:read']), variables: { number } },
  );
  return data.customerByReference as { id: string; addressState: string } | null;
};

/** The operator's command itself. */
async function run(rows: readonly unknown[], ...options: readonly string[]) {
  const file = join(folder, 'customers.jsonl');
  writeFileSync(file, rows.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  const child = spawn(process.execPath, ['local/commands/import-customers.ts', file, ...options], {
    env: { ...cloud.environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, text };
}

describe('importing existing customers', () => {
  test('P1.3: what was agreed to is kept with its instants, its proof and how it came here', async () => {
    const customer = row();
    expect(await bring([customer])).toEqual(['1 IMPORTED']);
    const found = await idOf(customer.reference.number);
    const id = localIdOf(found?.id ?? '');
    const facts = await ports.consents.history(id);
    expect(
      facts.map(({ type, purpose, channel, granted, at, manner, path, policyVersion, actor }) =>
        [type, purpose, channel, granted, at, manner, path, policyVersion, actor].join(' '),
      ),
    ).toEqual(
      [
        'ACCEPTANCE    2024-05-02T03:00:00.000Z IMPORTED IMPORT 1 system:operator-test',
        'CONSENT STORAGE  true 2024-05-02T03:00:00.000Z IMPORTED IMPORT 1 system:operator-test',
        'CONSENT PROMOTIONS EMAIL true 2024-05-02T03:00:00.000Z IMPORTED IMPORT 1 system:operator-test',
        'CONSENT SURVEYS PHONE false 2025-01-09T08:00:00.000Z IMPORTED IMPORT 1 system:operator-test',
      ].toSorted((a, b) => order(facts, a) - order(facts, b)),
    );
    const [loaded] = await ports.customers.load([id]);
    const granted = facts.find(({ purpose }) => purpose === 'PROMOTIONS');
    if (!loaded || !granted?.sealedEvidence) throw new Error('nothing sealed');
    const sealing = await ports.sealing.ready(['contact'], [loaded.keyring]);
    const where = { dataClass: 'contact', kind: 'evidence', recordId: granted.id, revision: 1 } as const;
    expect(uncover(sealing.open(loaded.keyring, where, granted.sealedEvidence))).toEqual({
      proof: customer.consents[0]?.proof,
    });
    expect(await ports.consents.state(id)).toMatchObject({
      acceptedVersion: 1,
      acceptedManner: 'IMPORTED',
      choices: { STORAGE: { granted: true }, 'PROMOTIONS:EMAIL': { granted: true } },
      needsGuardian: false,
    });
    const audited = (await scanTables(cloud)).audit.filter((one) => textOf(one, 'customerId') === id);
    // The question by number above has its row too.
    expect(audited.map((one) => textOf(one, 'action')).sort()).toEqual(['IMPORT_CUSTOMER', 'LOOKUP']);
  });

  test('P2.5: advertising that was agreed to without a proof of its own is not brought, nor anything of its row', async () => {
    const [promotions] = row().consents;
    const { proof: _, ...bare } = promotions ?? {};
    const tables = await scanTables(cloud);
    expect(await bring([row({ consents: [bare] }), row({ consents: [{ ...bare, proof: ' ' }] })])).toEqual([
      '1 REFUSED REQUIRED at consents.0.proof',
      '2 REFUSED REQUIRED at consents.0.proof',
    ]);
    expect(changes(tables, await scanTables(cloud))).toEqual([]);
    expect(await bring([row({ consents: [{ ...bare, granted: false }] })])).toEqual(['1 IMPORTED']);
  });

  test('P1.3: a choice has the words that its row brings, and never those of a version here', async () => {
    const [granted, refused] = row().consents;
    const wording = canary('I would like ');
    const customer = row({ consents: [{ ...granted, wording }, refused] });
    expect(await bring([customer])).toEqual(['1 IMPORTED']);
    const id = localIdOf((await idOf(customer.reference.number))?.id ?? '');
    const told = (await ports.consents.history(id)).map((fact) => [fact.purpose, fact.wording]);
    expect(told.toSorted()).toEqual([
      [undefined, undefined],
      ['PROMOTIONS', wording],
      ['STORAGE', undefined],
      ['SURVEYS', undefined],
    ]);
    const spoiled = { ...granted, wording: 'a\u202eb' };
    expect(await bring([row({ consents: [spoiled] })])).toEqual([
      '1 REFUSED UNSUPPORTED_CHARACTER at consents.0.wording',
    ]);
  });

  test('P1.3: a choice that is older than the acceptance is told from the acceptance on', async () => {
    const at = '2015-05-02T03:00:00.000Z';
    const customer = row({ consents: [{ ...row().consents[0], at }] });
    expect(await bring([customer])).toEqual(['1 IMPORTED']);
    const { id } = (await idOf(customer.reference.number)) ?? {};
    const ask = async (instant: string) => {
      const answer = await cloud.ask(
        'query ($id: ID!, $at: DateTime!) { customer(id: $id) { consentAt(at: $at) { acceptedAt } } }',
        {
          token: await cloud.staff('privacy_officer'),
          variables: { id, at: instant },
        },
      );
      return [codesOf(answer), answer.data?.customer.consentAt];
    };
    const acceptedAt = '2024-05-02T03:00:00.000Z';
    expect(await ask('2015-05-02T02:59:59.000Z')).toEqual([[], null]);
    expect(await ask('2020-01-01T00:00:00.000Z')).toEqual([[], null]);
    const [codes, then] = await ask(acceptedAt);
    expect(codes).toEqual([]);
    expect(Date.parse(then?.acceptedAt)).toBe(Date.parse(acceptedAt));
  });

  test('every other row that cannot be is refused, with all that is wrong and none of it written', async () => {
    const tables = await scanTables(cloud);
    const young = `${new Date().getUTCFullYear() - 10}-01-01`;
    const future = new Date(Date.now() + 60_000).toISOString();
    const [granted] = row().consents;
    const rows = [
      '{"name": "half',
      '[]',
      row({ reference: undefined, name: '', language: 'fr' }),
      row({ acceptance: { at: '2024-05-02', proof: '' } }),
      row({ acceptance: { at: '2024-05-02T03:00:00Z', proof: proof() } }),
      row({ acceptance: { ...acceptance(), policyVersion: 7 } }),
      row({ acceptance: { ...acceptance(), at: future } }),
      row({ dateOfBirth: young }),
      row({ consents: [{ ...row().consents[0], purpose: 'FUN' }] }),
      row({ consents: [row().consents[1], row().consents[1]] }),
      row({ subject: { issuer: 'https://issuer.example', subject: 'a b' } }),
      ...['.', '118', 'ab 1', '\u200b'].map((said) => row({ acceptance: { ...acceptance(), proof: said } })),
      `{"name": "${'x'.repeat(70_000)}"}`,
      // Of age today, and not when it was granted.
      row({ dateOfBirth: '2004-01-01', consents: [{ ...granted, at: '2019-12-31T16:59:59Z' }] }),
    ];
    expect(await bring(rows)).toEqual([
      '1 REFUSED INVALID_FORMAT',
      '2 REFUSED INVALID_FORMAT',
      '3 REFUSED REQUIRED at name, INVALID_FORMAT at language, REQUIRED at reference',
      '4 REFUSED INVALID_FORMAT at acceptance.at, REQUIRED at acceptance.proof',
      '5 REFUSED REQUIRED at acceptance.policyVersion',
      '6 REFUSED POLICY_VERSION_NOT_IN_FORCE at acceptance.policyVersion',
      '7 REFUSED INVALID_FORMAT at acceptance.at',
      '8 REFUSED GUARDIAN_REQUIRED at consents.0.granted',
      '9 REFUSED UNKNOWN_PURPOSE at consents.0.purpose',
      '10 REFUSED INVALID_FORMAT at consents.1',
      '11 REFUSED UNSUPPORTED_CHARACTER at subject.subject',
      '12 REFUSED TOO_SHORT at acceptance.proof',
      '13 REFUSED TOO_SHORT at acceptance.proof',
      '14 REFUSED TOO_SHORT at acceptance.proof',
      '15 REFUSED UNSUPPORTED_CHARACTER at acceptance.proof',
      '16 REFUSED TOO_LONG',
      '17 REFUSED GUARDIAN_REQUIRED at consents.0.granted',
    ]);
    expect(changes(tables, await scanTables(cloud))).toEqual([]);
  });

  test('a row comes once; another of its reference is told, and overwrites nothing', async () => {
    const customer = row();
    expect(await bring([customer, customer])).toEqual(['1 IMPORTED', '2 ALREADY']);
    const tables = await scanTables(cloud);
    expect(await bring([customer, { ...customer, name: 'Trần Khác' }])).toEqual(['1 ALREADY', '2 DIFFERENT']);
    expect(changes(tables, await scanTables(cloud))).toEqual([]);
    const linked = await Promise.all(Array.from({ length: 4 }, () => bring([customer])));
    expect(new Set(linked.flat())).toEqual(new Set(['1 ALREADY']));
    const another = row();
    const atOnce = await Promise.all(Array.from({ length: 4 }, () => bring([another])));
    expect(atOnce.flat().sort()).toEqual(['1 ALREADY', '1 ALREADY', '1 ALREADY', '1 IMPORTED']);
  });

  test('P3.3: an import sends nothing unless it is told to, and only to addresses that are not confirmed', async () => {
    const queued = async () => (await recordsOf(cloud, 'MAIL')).length;
    const mails = await queued();
    const emailVerified = { at: '2024-05-02T03:04:05Z', proof: proof() };
    const confirmed = row({ emailVerified });
    expect(await bring([row(), confirmed])).toEqual(['1 IMPORTED', '2 IMPORTED']);
    expect(await queued()).toBe(mails);
    expect(await idOf(confirmed.reference.number)).toMatchObject({ addressState: 'VERIFIED' });
    const sending = manner({ sendVerifications: true });
    expect(await bring([row(), row({ emailVerified })], sending)).toEqual(['1 IMPORTED', '2 IMPORTED']);
    expect(await queued()).toBe(mails + 1);
    const other = row({ email: confirmed.email, emailVerified });
    expect(await bring([other])).toEqual(['1 REFUSED ALREADY_PROVIDED at email']);
  });

  test('P1.3: whoever follows changes hears of those who were brought', async () => {
    const customer = row();
    const token = await cloud.service('billing-service', ['changes:read']);
    const query =
      'query ($after: String) { changes(after: $after) { nodes { customerId kind } pageInfo { hasNextPage endCursor } } }';
    const heard: unknown[] = [];
    expect(await bring([customer])).toEqual(['1 IMPORTED']);
    for (let after: string | undefined, more = true; more; ) {
      const { data } = await cloud.ask(query, { token, variables: { after } });
      heard.push(...data.changes.nodes);
      after = data.changes.pageInfo.endCursor;
      more = data.changes.pageInfo.hasNextPage;
    }
    const { id } = (await idOf(customer.reference.number)) ?? {};
    expect(heard).toContainEqual({ customerId: id, kind: 'CONSENT' });
  });

  test('who is known to the identity provider can sign in', async () => {
    const username = canary('user');
    const token = await cloud.customer(username);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const subject = { issuer: claims.iss, subject: claims.sub };
    const customer = row({ subject });
    expect(await bring([customer, row({ subject })])).toEqual([
      '1 IMPORTED',
      '2 REFUSED ALREADY_REGISTERED at subject',
    ]);
    const { data } = await cloud.ask(
      '{ me { name phone dateOfBirth customerNumbers { system number } consents { choices { purpose granted stale } } } }',
      { token },
    );
    expect(data.me).toMatchObject({
      name: customer.name,
      phone: customer.phone,
      dateOfBirth: customer.dateOfBirth,
      customerNumbers: [customer.reference],
    });
  });

  test('killed before or after any transaction, a second run completes it', async () => {
    const rows = [row(), row({ emailVerified: { at: '2024-05-02T03:04:05Z', proof: proof() } }), row()];
    for (const when of ['before', 'after'] as const)
      for (let killedAt = 1; killedAt <= rows.length; killedAt++) {
        const renewed = rows.map((one) => ({ ...one, ...fresh() }));
        let calls = 0;
        const dying: Wired = Object.create(ports, {
          commit: {
            value: async (...given: Parameters<Wired['commit']>) => {
              calls += 1;
              if (calls === killedAt && when === 'before') throw new Error('killed');
              await ports.commit(...given);
              if (calls === killedAt) throw new Error('killed');
            },
          },
        });
        await expect(bring(renewed, manner(), dying)).rejects.toThrow('killed');
        const report = await bring(renewed);
        const done = when === 'before' ? killedAt - 1 : killedAt;
        expect(report).toEqual(rows.map((_, n) => `${n + 1} ${n < done ? 'ALREADY' : 'IMPORTED'}`));
      }
  });

  test('the command: a rehearsal says the same and writes nothing; no value is printed', async () => {
    const subject = { issuer: 'https://issuer.example', subject: canary('user') };
    const good = row({ subject });
    const again = { ...good, name: 'Trần Khác' };
    const bad = row({ consents: [{ ...row().consents[0], proof: undefined }] });
    const rows = ['\uFEFF', good, '', good, again, bad, row({ subject })];
    await mailsSettled(cloud);
    const tables = await scanTables(cloud);
    const rehearsal = await run(rows, '--dry-run');
    expect(changes(tables, await scanTables(cloud))).toEqual([]);
    const real = await run(rows);
    const lines = [
      '2 IMPORTED',
      '4 ALREADY',
      '5 DIFFERENT',
      '6 REFUSED REQUIRED at consents.0.proof',
      '7 REFUSED ALREADY_REGISTERED at subject',
      '',
    ].join('\n');
    const counts = '1 IMPORTED, 1 ALREADY, 1 DIFFERENT, 2 REFUSED\n';
    expect(real).toEqual({ code: 1, text: `${lines}${counts}` });
    expect(rehearsal).toEqual({ code: 1, text: `${lines}Nothing was written. ${counts}` });
    expect(await run([good])).toEqual({
      code: 0,
      text: '1 ALREADY\n0 IMPORTED, 1 ALREADY, 0 DIFFERENT, 0 REFUSED\n',
    });
    expect((await run([good], 'another.jsonl')).code).toBe(2);
    expect(await run([good], '--help')).toMatchObject({
      code: 0,
      text: expect.stringContaining('--dry-run'),
    });
  });

  test('the command without its environment says which variables it needs, and nothing else', async () => {
    const file = join(folder, 'one.jsonl');
    writeFileSync(file, JSON.stringify(row()));
    const args = ['local/commands/import-customers.ts', file];
    const { TABLE_KEYS: _, ...env } = cloud.environment;
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^These variables are not set: TABLE_KEYS\. .*--local\.\n$/);
  });

  test('P0.2: no version but the first counts as accepted before it was in force', async () => {
    const effectiveAt = new Date(Date.now() - 60_000).toISOString();
    const versions = async () => {
      const [first] = await ports.policies.versions();
      return first ? [first, { ...first, version: 2, effectiveAt, publishedAt: effectiveAt }] : [];
    };
    const later: Wired = Object.create(ports, { policies: { value: { versions } } });
    const accepted = (at: string) =>
      row({ acceptance: { ...acceptance(), policyVersion: 2, at }, consents: [] });
    expect(await bring([accepted('2024-05-02T03:00:00Z'), accepted(effectiveAt)], manner(), later)).toEqual([
      '1 REFUSED POLICY_VERSION_NOT_IN_FORCE at acceptance.policyVersion',
      '2 IMPORTED',
    ]);
  });

  test('P1.3: a field that no row has is refused at every level, so that a misspelt refusal is not lost', async () => {
    const tables = await scanTables(cloud);
    const [, surveys] = row().consents;
    const rows = [
      row({ consent: [], consents: [{ ...surveys, grantd: false, 'a b': 1 }] }),
      row({ acceptance: { ...acceptance(), version: 1 }, address: { line: 'A', province: 'B', wards: 'C' } }),
      row({ reference: { system: 'billing', number: canary('KH-'), id: 'x' } }),
      row({ emailVerified: { at: '2024-05-02T03:04:05Z', proof: proof(), by: 'x' } }),
    ];
    expect(await bring(rows)).toEqual([
      '1 REFUSED INVALID_FORMAT at consents.0.grantd, INVALID_FORMAT at consents.0.?, INVALID_FORMAT at consent',
      '2 REFUSED INVALID_FORMAT at acceptance.version, INVALID_FORMAT at address.wards',
      '3 REFUSED INVALID_FORMAT at reference.id',
      '4 REFUSED INVALID_FORMAT at emailVerified.by',
    ]);
    expect(changes(tables, await scanTables(cloud))).toEqual([]);
  });
});

const fresh = () => {
  const { reference, email, phone } = row();
  return { reference, email, phone };
};

/** Facts of one instant come in the order of their random ids. */
function order(facts: readonly { type: string; purpose?: string | undefined }[], words: string): number {
  return facts.findIndex(({ type, purpose }) => words.startsWith(`${type} ${purpose ?? ''} `));
}
