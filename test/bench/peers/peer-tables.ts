import { ratioHeading } from '../ratio-rows.ts';
import { textTable } from '../text-table.ts';
import { peerPageRows } from './page-rows.ts';
import { openingPeerRows, sealingPeerRows } from './sealing-rows.ts';

const progress = (what: string) => process.stderr.write(`${what} …\n`);

/** What is measured against peers, as text. */
export async function peerTables(): Promise<string> {
  progress('page');
  const pages = await peerPageRows();
  progress('sealing');
  const sealing = await sealingPeerRows();
  progress('opening');
  const opening = await openingPeerRows();
  return textTable(ratioHeading, [...pages, ...sealing, ...opening], 2);
}
