import { type Change, changesInOrder, count, flag, type Invariant, type Left, rowsOf, text } from './left.ts';

/**
 * A correction goes from ASKED to its decision once, or is MADE, and never changes afterwards (P4.1, P4.2). With it, in one transaction, the details of its class become
 * others, and no others when it is refused; nobody accepts one while the address is held (P3.6). Each decision has one row in the trail and one answer to the
 * customer, whose request ends with the last. In the end the customer finds what somebody wrote, and nothing that somebody else's writing took with it.
 */
export const correctionsDecided: Invariant<Left> = (left) => {
  const changes = changesInOrder(left);
  const found = left.details
    .filter(({ value, may }) => !may.includes(value))
    .map(
      ({ customerId, field, value }) =>
        `${customerId} finds a ${field} that ${value ? 'nobody wrote' : 'is gone'}`,
    );
  return [...inOrder(changes), ...requestsEnd(left, changes), ...found];
};

function inOrder(changes: readonly Change[]): readonly string[] {
  const broken: string[] = [];
  const held = new Map<string, boolean>();
  const decided = new Map<string, number>();
  const known = new Set<string>();
  const add = (name: string, by: number) => decided.set(name, (decided.get(name) ?? 0) + by);
  for (const [at, { table, before, after }] of changes.entries()) {
    const row = after ?? before;
    const [kind, pk] = [text(row, 'kind'), text(row, 'pk')];
    const customerId = text(row, 'customerId');
    if (kind === 'CONTACT_STATE') held.set(pk, flag(after, 'isHeld'));
    const about = `${customerId} ${text(row, 'reference')}`;
    if (table === 'audit' && text(row, 'outcome') === 'ALLOWED') {
      if (/^(ACCEPT|REFUSE)_CORRECTION$/.test(text(row, 'action'))) add(`rows ${about}`, -1);
      if (text(row, 'action') === 'CORRECT_CUSTOMER') add(`rows ${about}`, -1);
    }
    // Of the answers in a request those that are given with a decision.
    const isAnswer = kind === 'MAIL' && !before && text(row, 'template') === 'REQUEST_ANSWER';
    if (isAnswer && beside(changes, at).some(({ after: one }) => text(one, 'kind') === 'CORRECTION'))
      add(`mails ${about}`, -1);
    if (kind !== 'CORRECTION' || !after) continue;
    const [was, is] = [text(before, 'state'), text(after, 'state')];
    const say = (what: string) => broken.push(`${text(after, 'id')} of ${customerId} ${what}`);
    if (!/^(>(ASKED|MADE)|ASKED>(ACCEPTED|REFUSED))$/.test(`${was}>${is}`)) say(`went from ${was} to ${is}`);
    if (count(after, 'version') !== count(before, 'version') + 1) say('was written over');
    if (is === 'ASKED') continue;
    const reference = text(after, 'reference');
    known.add(`${customerId} ${reference || text(after, 'id')}`);
    add(`rows ${customerId} ${reference || text(after, 'id')}`, 1);
    if (reference !== '') add(`mails ${customerId} ${reference}`, 1);
    const isApplied = becameAnother(changes, at, pk, `blob_${text(after, 'dataClass')}`);
    if (isApplied === (is === 'REFUSED'))
      say(`is ${is}, and the details ${isApplied ? 'changed' : 'did not change'}`);
    if (is === 'ACCEPTED' && held.get(pk)) say('was accepted while the address was held');
  }
  for (const [name, more] of decided)
    if (more !== 0 && known.has(name.replace(/^\w+ /, '')))
      broken.push(`${name}: ${Math.abs(more)} ${more > 0 ? 'too few' : 'too many'}`);
  return broken;
}

/** Whether a customer's details of a class became others in the same transaction. */
const becameAnother = (changes: readonly Change[], at: number, pk: string, blob: string): boolean =>
  beside(changes, at).some(({ before, after }) => {
    const isCustomer = text(after, 'kind') === 'CUSTOMER' && text(after, 'pk') === pk;
    return isCustomer && before?.[blob]?.B !== after?.[blob]?.B;
  });

/** All that was committed together with a change. */
function beside(changes: readonly Change[], at: number): readonly Change[] {
  const isBeside = (place: number) => changes[place]?.transaction === changes[at]?.transaction;
  let [from, until] = [at, at + 1];
  while (from > 0 && isBeside(from - 1)) from -= 1;
  while (until < changes.length && isBeside(until)) until += 1;
  return changes.slice(from, until);
}

/** A request for corrections is answered once nothing in it waits, and not before; whoever writes after that may have opened it again. */
function requestsEnd(left: Left, changes: readonly Change[]): readonly string[] {
  const corrections = rowsOf(left, 'CORRECTION');
  const entries = changes.flatMap(({ after }) => (text(after, 'kind') === 'REQUEST_ENTRY' ? [after] : []));
  const lastSaid = new Map(entries.map((entry) => [text(entry, 'reference'), text(entry, 'entryKind')]));
  return rowsOf(left, 'REQUEST').flatMap((request) => {
    const reference = text(request, 'reference');
    const own = corrections.filter((one) => text(one, 'reference') === reference);
    if (text(request, 'requestKind') !== 'CORRECTION' || own.length === 0) return [];
    const waits = own.some((one) => text(one, 'state') === 'ASKED');
    const isOpen = text(request, 'state') === 'OPEN';
    if (waits === isOpen || (isOpen && lastSaid.get(reference) === 'MESSAGE')) return [];
    return [`${reference} is ${text(request, 'state')}`];
  });
}
