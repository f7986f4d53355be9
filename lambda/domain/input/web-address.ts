/** Whatever stands before it, a mail program makes a link of it. */
const marked = /:\/\/|(?<![\p{L}\p{N}])www\d?\.[\p{L}\p{N}]/iu;
/** Words with dots within them, each from its beginning, and what begins a path, a query, or a port behind them. */
const dotted =
  /(?<![\p{L}\p{M}\p{N}_@-])([\p{L}\p{M}\p{N}_@-]+(?:\.[\p{L}\p{M}\p{N}_@-]+)+)(\/|[?#](?=\S)|:(?=\d))?/gu;
/** A part that may be the last of a domain. */
const ending = /^(xn--[a-z0-9-]+|[a-z]{2,})(?![\p{L}\p{M}\p{N}])/iu;
/** Other dots that browsers take for one (UTS 46). */
const otherDots = /[\u3002\uff0e\uff61]/g;

/** Top-level domains that are met often enough to be taken for one without a path. */
const usual: ReadonlySet<string> = new Set(
  `academy agency ai app art asia at au be best biz blog br ca cc center ch click cloud club cn co com company de design
  dev digital edu email es eu fr fun global gov group hk hosting house icu id in info io it jp kh kr la life link live ltd ly me media
  mobi my name net network news nl online org page ph pl pro ru sale se services sg shop site social software solutions space store studio
  support systems team tech th to today tools top tv tw uk us vip vn website wiki win work world ws xyz zone`.split(
    /\s+/,
  ),
);
/** Endings of names that are no top-level domain, whatever follows: Node.js/PHP, TP.HCM/Hà Nội. */
const ofNames: ReadonlySet<string> = new Set(['js', 'hcm']);

/**
 * Whether a text holds a web address that a mail program may turn into a link, and that link would lead off the own sites with nothing that
 * says so (P5.2). Addresses of mail are none, nor is the bare name of an own site. Amounts, dates and versions have no letters behind
 * their last dot.
 */
export function holdsWebAddress(text: string, isOwn: (host: string) => boolean): boolean {
  const folded = text.replace(otherDots, '.').normalize('NFKC');
  if (marked.test(folded)) return true;
  for (const [, word = '', path] of folded.matchAll(dotted)) {
    if (path === undefined && (word.lastIndexOf('@') > 0 || isOwn(word.toLowerCase()))) continue;
    if (isAddress(word, path !== undefined)) return true;
  }
  return false;
}

function isAddress(word: string, hasPath: boolean): boolean {
  const [, ...labels] = word.slice(word.lastIndexOf('@') + 1).split('.');
  const endings = labels.map((label) => ending.exec(label)?.[1]?.toLowerCase());
  if (endings.some((one) => one !== undefined && (usual.has(one) || one.startsWith('xn--')))) return true;
  const last = endings.at(-1);
  const isNumber = /^\d+(\.\d+){3}$/.test(word);
  return hasPath && (isNumber || (last !== undefined && !ofNames.has(last)));
}
