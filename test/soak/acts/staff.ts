import { codesOf } from '../../harness/ask.ts';
import { readCustomer, reasons } from '../../harness/reading.ts';
import { anyCustomer, type SoakAct } from '../stage.ts';

/** A page of customers, masked. */
export const readPage: SoakAct = async ({ cloud, cast, draw }) => {
  const query =
    '{ customers(first: 50) { nodes { id name { masked } email { masked } phone { masked } address { masked } } } }';
  const answer = await cloud.ask(query, { token: draw.one(cast.support) });
  if (codesOf(answer).length > 0) throw new Error(`a page was refused: ${codesOf(answer)}`);
};

let references = 0;

/** Values of one customer in clear, for a reason. */
export const reveal: SoakAct = async (stage) => {
  const who = anyCustomer(stage);
  if (!who) return;
  references += 1;
  const reference = `SUP-${references}`;
  const fields = 'name { value } email { value } phone { value }';
  const headers = reasons('support', reference);
  const answer = await readCustomer(stage.cloud, stage.draw.one(stage.cast.support), who.id, fields, headers);
  // Erased meanwhile, or restricted.
  if (who.isLeaving || codesOf(answer).includes('PROCESSING_RESTRICTED')) return;
  if (answer.data?.customer?.name?.value == null) throw new Error(`nothing was revealed: ${codesOf(answer)}`);
  who.reveals.push({ reference, fields: ['name', 'email', 'phone'] });
};
