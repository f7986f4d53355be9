import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { functionNames } from '../../cdk/names.ts';
import { type StageName, stageNames } from '../../cdk/stage-config.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { deployed } from './drift/deployed.ts';
import type { Effective } from './drift/effective.ts';
import { local } from './drift/local.ts';
import type { Recorded } from './drift/recorded.ts';
import { spoilings } from './drift/spoilings.ts';
import { type Templates, templatesOf } from './iam/resolve.ts';
import { createApp, createStage, synthesize } from './synthesized-stage.ts';

// Both the templates and the local cloud are made from `lambda/declared`. That they still say the same is not believed: one is read as it would be
// deployed, the other as it runs. Functions do not run here, they only tell that they were called.

const recorded = vi.hoisted(() => ({ functions: {}, pumps: [], schedules: [] }) as unknown as Recorded);

vi.mock('../../local/functions/function-host.ts', () => ({
  startFunction: (name: string, options: Recorded['functions'][string]) => {
    recorded.functions[name] = options;
    const invoke = async () => {
      recorded.called = name;
      return { result: null };
    };
    return { name, invoke, stop: async () => {} };
  },
}));
vi.mock('../../local/functions/stream-pump.ts', () => ({
  startStreamPump: (options: Recorded['pumps'][number]) => {
    recorded.pumps.push(options);
    return { stop: async () => {} };
  },
}));
vi.mock('../../local/functions/schedule.ts', () => ({
  startSchedule: (options: Recorded['schedules'][number]) => {
    recorded.schedules.push(options);
    return { stop: async () => {} };
  },
}));
vi.mock(import('../../local/gateway/start.ts'), async (original) => {
  const { startGateway } = await original();
  return {
    startGateway: (options) => {
      recorded.gateway = options;
      return startGateway(options);
    },
  };
});
vi.mock(import('../../local/kms/start.ts'), async (original) => {
  const { startKms } = await original();
  return {
    startKms: (options) => {
      recorded.kms = options;
      return startKms(options);
    },
  };
});
vi.mock(import('../../local/ses/start.ts'), async (original) => {
  const { startSes } = await original();
  return {
    startSes: (options = {}) => {
      recorded.ses = options;
      return startSes(options);
    },
  };
});
vi.mock(import('../../local/ses/receive-start.ts'), async (original) => {
  const { startReceiving } = await original();
  return {
    startReceiving: (options) => {
      recorded.receiving = options;
      return startReceiving(options);
    },
  };
});

let cloud: Cloud;
let here: Effective;
beforeAll(async () => {
  const bundlePaths = Object.fromEntries(functionNames.map((name) => [name, name]));
  cloud = await startCloud({ engine: 'embedded', bundlePaths });
  here = await local(cloud, recorded);
});
afterAll(() => cloud?.stop());

const app = createApp();
const templates = Object.fromEntries(
  stageNames.map((stage) => [stage, templatesOf(synthesize(createStage(app, stage)))]),
) as Record<StageName, Templates>;
const deployedIn = (stage: StageName, from = templates[stage]) =>
  deployed(from, stageConfig(stage).namePrefix);

/** What stands in the cloud alone, and why. */
const onlyThere = {
  // Lies below what functions see: databases and buckets here are this machine's files.
  keys: ['storage'],
};

it.each(stageNames)('what runs here is what %s deploys', (stage) => {
  const { keys, ...elsewhere } = deployedIn(stage);
  const { keys: localKeys, ...running } = here;
  expect(running).toEqual(elsewhere);
  const known = Object.entries(keys).filter(([id]) => !onlyThere.keys.includes(id));
  expect(localKeys).toEqual(Object.fromEntries(known));
});

it('there is something of everything', () => {
  for (const [what, all] of Object.entries(here))
    expect(Object.keys(all ?? {}).length, what).toBeGreaterThan(0);
  expect(Object.keys(here.environment)).toHaveLength(functionNames.length);
  expect(Object.values(here.meant).flatMap(Object.keys).length).toBeGreaterThan(40);
  expect(here.routes.length).toBeGreaterThan(4);
});

it.each(spoilings)('finds that %s is another', (_, part, id, spoil) => {
  const spoiled = structuredClone(templates.dev);
  const found = Object.entries(spoiled[part].Resources).filter(([logicalId]) => id.test(logicalId));
  expect(found).toHaveLength(1);
  spoil(found[0]?.[1].Properties);
  expect(deployedIn('dev', spoiled)).not.toEqual(deployedIn('dev'));
});
