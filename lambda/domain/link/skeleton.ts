/**
 * Letters that look like a Latin one, by the letter: what a skeleton is made with, after the manner of UTS 39. Of what Unicode lists, those
 * that a host name can hold; accents and widths need no line here, for decomposition takes them away.
 */
const lookAlikes: Readonly<Record<string, string>> = {
  a: '\u0430\u03b1\u0251\u1d00\u2c65\u237a\u0250',
  b: '\u0432\u044c\u0253\u0180\u1e05\u03b2\u13cf\u1472\u15af',
  c: '\u0441\u1d04\u2ca5\u0188\u023c\u0481\u0454\u2184',
  d: '\u0501\u0111\u0256\u0257\u13e7\u146f\u018c',
  e: '\u0435\u0451\u04bd\u0258\u0247\u212e\u03b5\u025b\u0259\u01dd\u1d07',
  f: '\u0192\u03dd\u0584\u1e9d\ua799\ua730\u017f',
  g: '\u0261\u0581\u0260\u01e5\u1d83\u0262\u050d',
  h: '\u04bb\u0570\u0266\u0127\u13c2\u043d\u029c\u045b\u0452',
  i: '\u0456\u0457\u0131\u03b9\u0269\u026a\u04cf\u0268\u13a5\u2c93',
  j: '\u0458\u03f3\u0575\u0249\u1d0a',
  k: '\u043a\u03ba\u0199\u1d0b\u049b\u049f\u04c4\u2c95',
  l: '1\u0142\u019a\u026b\u026c\u0627\u05d5\u05df\u07ca\u2d4f\u01c0\u029f',
  m: '\u043c\u03fb\u1d0d\u028d\u0271',
  n: '\u0578\u057c\u03b7\u0272\u014b\u0273\u0274\u043f\u0438\u0220\u019e',
  o: '0\u043e\u03bf\u0585\u00f8\u0275\u03c3\u1d0f\u2c9f\u0d20\u0ae6\u0966\u09e6\u0e50\u0ed0\u0665\u06f5\u0647\u05e1\u101d\u1040\u17e0\u04e9\u0298\ua74b',
  p: '\u0440\u03c1\u2ca3\u01a5\u03f8\u1d29',
  q: '\u051b\u0563\u0566\u02a0\u024b',
  r: '\u0433\u1d26\u0280\u027c\u024d\u027e\u2c85\u1d23',
  s: '5\u0455\u01bd\ua731\u0282\u10fd',
  t: '\u0442\u03c4\u0167\u01ad\u1d1b\u2ca7',
  u: '\u057d\u03c5\u028b\u1d1c\u0289\u0446\u0265\u028a\u0447',
  v: '\u0475\u03bd\u1d20\u05d8\u2c73',
  w: '\u0461\u0561\u051d\u026f\u1d21\u0448\u03c9\u03ce',
  x: '\u0445\u03c7\u166e\u2cad\u04b3',
  y: '\u0443\u04af\u028f\u0263\u03b3\u10e7\u04b1\u01b4\u024f\u1eff',
  z: '\u1d22\u01b6\u0225\u0290\u0291\u0240',
};

const plain = new Map(
  Object.entries(lookAlikes).flatMap(([letter, alike]) => [...alike].map((one) => [one, letter] as const)),
);

/** What a part of a host name looks like at a glance. Two that look alike have the same. */
export function skeletonOf(text: string): string {
  const bare = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const letters = [...bare].map((one) => plain.get(one) ?? one).join('');
  return letters.replaceAll('i', 'l');
}

/** The same with letters that run together: `rn` is seen as `m`. Of a skeleton. */
export function runTogether(skeleton: string): string {
  return skeleton.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}
