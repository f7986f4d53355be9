/** Elements that stand on lines of their own; those of `spaced` with an empty line around them. */
const blocks = new Set(
  'address article aside center dd div dl dt fieldset figure footer form header li main nav section tr'.split(
    ' ',
  ),
);
const spaced = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '));
/** Levels of quoting that are written. */
const mostQuotes = 5;

/** Writes text in lines as HTML lays it out: white space is one space, quotations are marked as mails mark them. */
export class LineWriter {
  #text = '';
  #breaks = 0;
  #isSpaced: boolean = false;
  #quotes = 0;
  /** Least level since the last word: that of the empty line between. */
  #between = 0;
  #preformatted = 0;

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    if (this.#preformatted > 0) {
      const [first = '', ...lines] = text.split(/\r?\n/);
      this.#word(first);
      for (const line of lines) {
        this.#breaks = Math.min(this.#breaks + 1, 2);
        this.#word(line);
      }
      return;
    }
    const words = text.replace(/[\s\u00a0]+/g, ' ');
    if (words.startsWith(' ')) this.#isSpaced = true;
    const bare = words.trim();
    if (bare === '') return;
    this.#word(bare);
    this.#isSpaced = words.endsWith(' ');
  }

  open(tag: string): void {
    if (tag === 'br') this.#breaks = Math.min(this.#breaks + 1, 2);
    this.#edge(tag);
    if (tag === 'blockquote') this.#quotes += 1;
    if (tag === 'pre') this.#preformatted += 1;
    if (tag === 'td' || tag === 'th') this.#isSpaced = true;
    if (tag === 'li') this.#word('- ');
    if (tag === 'hr') {
      this.#breaks = 2;
      this.#word('---');
      this.#breaks = 2;
    }
  }

  close(tag: string): void {
    if (tag === 'blockquote') this.#quotes = Math.max(0, this.#quotes - 1);
    this.#edge(tag);
    if (tag === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
  }

  #edge(tag: string): void {
    this.#between = Math.min(this.#between, this.#quotes);
    if (spaced.has(tag)) this.#breaks = 2;
    else if (blocks.has(tag)) this.#breaks = Math.max(this.#breaks, 1);
  }

  #word(word: string): void {
    if (word === '') return;
    const isFirst = this.#text === '';
    const mark = markOf(this.#quotes);
    if (this.#breaks > 0 && !isFirst)
      this.#text += `${this.#breaks > 1 ? `\n${markOf(this.#between).trimEnd()}` : ''}\n${mark}${word}`;
    else if (isFirst) this.#text = mark + word;
    else this.#text += (this.#isSpaced ? ' ' : '') + word;
    this.#breaks = 0;
    this.#between = this.#quotes;
    this.#isSpaced = false;
  }
}

const markOf = (quotes: number): string => '> '.repeat(Math.min(quotes, mostQuotes));
