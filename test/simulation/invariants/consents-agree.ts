import type { Row } from '../services.ts';
import { flag, type Invariant, inside, rowsOf, text } from './left.ts';

/** What a customer's choices are is what the newest fact of each says, and nothing else. */
export const consentsAgree: Invariant = (left) => {
  const facts = rowsOf(left, 'CONSENT_FACT').filter((fact) => text(fact, 'purpose') !== '');
  return rowsOf(left, 'CONSENT_STATE').flatMap((state) => {
    const customer = text(state, 'pk');
    const own = facts.filter((fact) => text(fact, 'pk') === customer);
    const newest = new Map<string, Row[]>();
    for (const fact of own) {
      const name = [text(fact, 'purpose'), text(fact, 'channel')].filter(Boolean).join(':');
      const [known] = newest.get(name) ?? [];
      if (known && text(known, 'at') === text(fact, 'at')) newest.get(name)?.push(fact);
      else if (!known || text(known, 'at') < text(fact, 'at')) newest.set(name, [fact]);
    }
    const choices = inside(state, 'choices');
    const names = new Set([...Object.keys(choices), ...newest.keys()]);
    return [...names].flatMap((name) => {
      const choice = choices[name]?.M;
      const fact = newest.get(name)?.find((one) => text(one, 'id') === text(choice, 'factId'));
      if (choice && fact && flag(choice, 'granted') === flag(fact, 'granted')) return [];
      return [`${customer} ${name}: ${JSON.stringify(choice ?? null)} is not the newest of its facts`];
    });
  });
};
