/** Whatever stands before it, a mail program makes a link of it. */
const marked = /:\/\/|(?<![\p{L}\p{N}])www\d?\.[\p{L}\p{N}]/iu;
/** Words with dots within them, each from its beginning, and what begins a path, a query, or a port behind them. */
const dotted =
  /(?<![\p{L}\p{M}\p{N}_@-])([\p{L}\p{M}\p{N}_@-]+(?:\.[\p{L}\p{M}\p{N}_@-]+)+)(\/|[?#](?=\S)|:(?=\d))?/gu;
/** A part that may be the last of a domain: in whatever script, for there are new ones every year. None has a digit. */
const ending = /^(xn--[a-z0-9-]+|[\p{L}\p{M}]{2,})(?![\p{L}\p{M}\p{N}])/iu;
/** Other dots that browsers take for one (UTS 46). */
const otherDots = /[\u3002\uff0e\uff61]/g;

/** Endings that are no top-level domain, whatever follows: of files, of Node.js/PHP, TP.HCM/Hà Nội, GS.TS. */
const harmless: ReadonlySet<string> = new Set(
  'conf css csv doc docx exe gz hcm html ini jpeg jpg js json log pdf php png sql tar ts txt vnd xls xlsx xml'.split(
    ' ',
  ),
);
/** A letter that only Vietnamese has, or hardly another: no top-level domain is written with one. */
const vietnamese = /[àáâãèéêìíòóôõùúýăđĩũơư\u1ea0-\u1ef9]/iu;

/**
 * Whether a text holds a web address that a mail program may turn into a link, and that link would lead off the own sites with nothing that
 * says so (P5.2). Addresses of mail are none, nor is the bare name of an own site. Amounts, dates and versions have no letters behind
 * their last dot. Two letters or more right behind a dot are taken for an ending, for no list of these is ever whole; what is refused wrongly by it
 * (`xong.Xin`, `Mr.An`, `ASP.NET`) its author helps with a space behind the dot, or without the dot. Words with Vietnamese letters
 * (`xong.Cảm ơn`, `TP.Đà Nẵng`) need none.
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
  const endings = labels.flatMap((label) => ending.exec(label)?.[1]?.toLowerCase() ?? []);
  if (endings.some((one) => !harmless.has(one) && !vietnamese.test(one))) return true;
  return hasPath && /^\d+(\.\d+){3}$/.test(word);
}
