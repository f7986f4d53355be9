/**
 * Ports and more of them. What is made when it is first used stays so on both sides: nothing is read here, as a spread would,
 * so a function needs only the variables of what it does. What is added stands before what was there.
 */
export function extendPorts<Ports extends object, More extends object>(
  ports: Ports,
  more: More,
): Omit<Ports, keyof More> & More {
  return Object.create(ports, Object.getOwnPropertyDescriptors(more));
}
