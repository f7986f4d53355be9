import { DomUtils } from 'htmlparser2';
import type { Xml } from './signed-calls.ts';

type Node = Xml | ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** Elements of a name, at any depth. */
export const elementsOf = (node: Node, name: string) => DomUtils.getElementsByTagName(name, node, true);

/** Text of the first element of a name; undefined when there is none. */
export function textIn(node: Node, name: string): string | undefined {
  const [found] = elementsOf(node, name);
  return found && DomUtils.textContent(found).trim();
}

/** Members of a list, as the query protocol writes them: `<Name><member>…</member></Name>`. */
export function membersOf(node: Node, name: string): Node[] {
  const [list] = elementsOf(node, name);
  return list ? (list.children.filter((child) => 'name' in child && child.name === 'member') as Node[]) : [];
}
