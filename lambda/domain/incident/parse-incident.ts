import { limits } from '../../declared/limits.ts';
import { type DataClass, dataClasses } from '../access.ts';
import { isDisclosureId } from '../disclosure/disclosure-id.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { listOf } from '../input/list.ts';
import type { Ports } from '../ports.ts';
import { isReference } from '../request/reference.ts';
import type { IncidentWindow } from './incident.ts';

/** Actors, and references, of one window. */
const mostActors = 20;
const actorForm = /^(?:staff|customer|service|system):[\x21-\x7E]{1,128}$/;

export interface GivenWindow {
  readonly actors?: readonly string[] | null | undefined;
  readonly references?: readonly string[] | null | undefined;
  readonly from: Date;
  readonly until: Date;
}

/**
 * Whose acts, or under which disclosures and requests, from when until when: an end that is to come would leave out what is still done.
 * @throws DomainError REQUIRED, TOO_LONG or INVALID_FORMAT at `window`
 */
export function parseWindow({ from, until, ...given }: GivenWindow, now: Date): IncidentWindow {
  const actors = listed('actors', given.actors ?? [], (actor) => actorForm.test(actor));
  const isKnown = (one: string) => isDisclosureId(one) || isReference(one);
  const references = listed('references', given.references ?? [], isKnown);
  if (actors.length + references.length === 0) throw new DomainError('REQUIRED', ['window', 'actors']);
  if (until <= from || until > now) throw new DomainError('INVALID_FORMAT', ['window', 'until']);
  const days = (until.getTime() - from.getTime()) / 86_400_000;
  if (days > limits.incidentRequestDays && references.some(isReference))
    throw new DomainError('TOO_LONG', ['window', 'references']);
  return { actors, references, from: from.toISOString(), until: until.toISOString() };
}

function listed(
  name: 'actors' | 'references',
  given: readonly string[],
  isRight: (one: string) => boolean,
): readonly string[] {
  if (given.length > mostActors) throw new DomainError('TOO_LONG', ['window', name]);
  const wrong = given.findIndex((one) => !isRight(one));
  if (wrong >= 0) throw new DomainError('INVALID_FORMAT', ['window', name, String(wrong)]);
  return [...new Set(given)];
}

/**
 * One that is nowhere would leave those of the right one untold. Of a request nobody can tell but by its customer: what is counted says whether there was any.
 * @throws DomainError NOT_FOUND at `window`
 */
export async function requireReferences(
  deps: Pick<Ports, 'disclosures'>,
  { references }: IncidentWindow,
): Promise<void> {
  const found = await Promise.all(
    references.map((one) => (isReference(one) ? 'REQUEST' : deps.disclosures.load(one))),
  );
  const missing = found.indexOf(undefined);
  if (missing >= 0) throw new DomainError('NOT_FOUND', ['window', 'references', String(missing)]);
}

/** Classes, each once, one at least. @throws DomainError REQUIRED, INVALID_FORMAT at `classes` */
export function parseClasses(given: readonly unknown[]): readonly DataClass[] {
  const classes = new Set(
    parseInput(listOf(oneOf(dataClasses), dataClasses.length), [...new Set(given)], ['classes']),
  );
  if (classes.size === 0) throw new DomainError('REQUIRED', ['classes']);
  return dataClasses.filter((one) => classes.has(one));
}
