import { limits } from '../../../lambda/declared/limits.ts';
import {
  approvedDisclosure,
  collect,
  disclosureInput,
  linkTo,
  post,
  readDisclosure,
  receiptIn,
} from '../../harness/disclosures.ts';
import { patiently } from '../patiently.ts';
import type { SoakAct } from '../stage.ts';

/** An order of an authority: opened, verified, approved by another, sealed, collected by its key, its receipt confirmed. */
export const discloseOnOrder: SoakAct = async (stage) => {
  const { cloud, cast, draw, acknowledged } = stage;
  const staying = acknowledged.customers.filter((one) => one.isVerified && !one.isLeaving);
  if (staying.length === 0) return;
  const named = [...new Set([draw.one(staying).id, draw.one(staying).id])];
  const { one } = cast.legal;
  const input = disclosureInput(cast.authority.id, named);
  const { id } = await approvedDisclosure(cloud, cast.legal, input);
  // A sealing that is killed is taken up again when the lease of its job is over, as often as a job is begun.
  const withinMs = limits.jobAttempts * limits.jobLeaseSeconds * 1000;
  const { state, cause } = await patiently(
    async () => {
      const found = await readDisclosure(cloud, one, id);
      return found.state === 'APPROVED' ? undefined : found;
    },
    { withinMs },
  );
  // Nobody whom it names can be given any more: it is over, or to be decided anew.
  if (state !== 'SEALED' && cause !== null) return;
  const link = await linkTo(cloud, one, id);
  const { text } = await patiently(async () => {
    const got = await collect(link, cast.authority.privateKey);
    return got.type === 'application/jose' ? got : undefined;
  });
  const receipt = receiptIn(text, cast.authority.privateKey);
  await patiently(async () => ((await post(link, { receipt })).status < 500 ? true : undefined));
  acknowledged.disclosures.push(id);
};
