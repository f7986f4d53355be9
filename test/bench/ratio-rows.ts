import { startAnsweringTable } from './answering-table.ts';
import { type BareBundles, coldStart, type Start } from './cold-starts.ts';
import { openingActs } from './opening-acts.ts';
import { benchPorts, pageActs } from './page-of-customers.ts';
import { type Measured, sideBySide } from './side-by-side.ts';
import { startEngine } from './start-engine.ts';
import { storeCustomers } from './stored-customers.ts';

type Row = readonly string[];
export const ratioHeading = ['what', 'against', 'ratio', 'aim', 'ms'];

/** A line: one act by another, what it is called and the ratio aimed at. */
export function ratioRow<Name extends string>(
  measured: Measured<Name>,
  [name, to]: readonly [Name, Name],
  [what, against, aim = '']: readonly [string, string, string?],
): Row {
  const times = measured.ratio(name, to);
  const ratio = `${times.toFixed(times < 0.1 ? 3 : 2)}x`;
  return [what, against, ratio, aim, measured.milliseconds(name).toFixed(2)];
}

/** A page of 50 customers with 8 masked fields each, through the whole server. */
export async function pageRows(): Promise<readonly Row[]> {
  const engine = await startEngine();
  try {
    await storeCustomers(benchPorts(engine.environment), { perShard: 60, shards: 1 });
    const memory = await sideBySide(pageActs(engine.environment, 'memory'), {
      rounds: 31,
      calls: 6,
      warmUp: 60,
      clock: 'cpu',
    });
    const over = await sideBySide(pageActs(engine.environment, 'engine'), {
      rounds: 31,
      calls: 2,
      warmUp: 8,
      clock: 'wall',
    });
    const rows = (measured: typeof memory, where: string, aim: string) => [
      ratioRow(
        measured,
        ['product', 'unauthorized'],
        [`page of 50 x 8 masked, ${where}`, 'no authorization', aim],
      ),
      ratioRow(measured, ['unauthorized', 'unaudited'], ['  its audit rows', 'none written']),
      ratioRow(measured, ['product', 'unaudited'], ['  both', 'neither']),
    ];
    return [...rows(memory, 'table in memory', '1.10x'), ...rows(over, 'table in another process', '')];
  } finally {
    await engine.stop();
  }
}

/** Opening the values of that page, without the server. */
export async function openingRows(): Promise<readonly Row[]> {
  const measured = await sideBySide(openingActs(), { rounds: 31, calls: 6, warmUp: 60, clock: 'cpu' });
  const bytes = 'AES-GCM a field, key bytes';
  const keys = 'AES-GCM a field, KeyObjects';
  return [
    ratioRow(measured, ['warm', 'bareBytes'], ['opening the 400 values, warm', bytes, '0.30x']),
    ratioRow(measured, ['cold', 'bareBytes'], ['opening the 400 values, cold', bytes, '0.50x']),
    ratioRow(measured, ['parsed', 'bareBytes'], ['  warm, and parsed again', bytes]),
    ratioRow(measured, ['warm', 'bareKeys'], ['opening the 400 values, warm', keys]),
    ratioRow(measured, ['cold', 'bareKeys'], ['opening the 400 values, cold', keys]),
    ratioRow(measured, ['parsed', 'bareKeys'], ['  warm, and parsed again', keys]),
  ];
}

/** Import and first answer of the API, against bare Yoga. */
export async function coldStartRows(api: string, bare: BareBundles): Promise<readonly Row[]> {
  const table = await startAnsweringTable();
  const rows = async (of: keyof Start, unit: string): Promise<readonly Row[]> => {
    const act = (path: string) => async () => (await coldStart(path, table.endpoint))[of];
    const acts = {
      product: act(api),
      byDefault: act(bare.byDefault),
      minified: act(bare.minified),
    };
    const measured = await sideBySide(acts, { rounds: 11, calls: 1, warmUp: 1, clock: 'told' });
    const what = `import of the API and first answer, ${unit}`;
    return [
      ratioRow(measured, ['product', 'byDefault'], [what, 'bare Yoga, esbuild as it is', '1.00x']),
      ratioRow(measured, ['product', 'minified'], ['', 'bare Yoga, minified']),
    ];
  };
  try {
    return [...(await rows('elapsed', 'elapsed')), ...(await rows('cpu', 'processor'))];
  } finally {
    await table.stop();
  }
}
