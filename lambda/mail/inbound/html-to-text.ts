import { Tokenizer } from 'htmlparser2';
import { LineWriter } from './line-writer.ts';

/** Characters of HTML that are converted; what is beyond is kept as it stands. */
const most = 2_000_000;

/**
 * HTML as plain text: what it says, in order, with the addresses of its links. Scripts, styles and comments are gone; what is hidden by styles is
 * text like any other. Reads tokens, builds no tree, and takes time with the length alone. What an element that never ends would
 * swallow is kept as it stands.
 */
export function htmlToText(html: string): string {
  const text = html.slice(0, most);
  const writer = new LineWriter();
  let tag = '';
  let tagAt: number | undefined;
  let attribute = '';
  let value = '';
  let link: { readonly href: string; text: string } | undefined;
  let skippedFrom: number | undefined;
  const endLink = () => {
    const { href, text: shown } = link ?? { href: '', text: '' };
    link = undefined;
    if (!shown.includes(href.replace(/^mailto:/i, ''))) writer.write(` <${href}>`);
  };
  const say = (words: string) => {
    writer.write(words);
    if (link && link.text.length < 4000) link.text += words.slice(0, 4000);
  };
  const endTag = (end: number) => {
    tagAt = undefined;
    if (tag === 'script' || tag === 'style') skippedFrom = end + 1;
    else writer.open(tag);
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => {
        if (skippedFrom === undefined) say(text.slice(start, end));
      },
      ontextentity: (code) => say(String.fromCodePoint(code)),
      onopentagname: (start, end) => {
        tag = text.slice(start, Math.min(end, start + 20)).toLowerCase();
        tagAt = start - 1;
        if (tag === 'a') endLink();
      },
      onattribname: (start, end) => {
        attribute = text.slice(start, Math.min(end, start + 20)).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += text.slice(start, Math.min(end, start + 2000));
      },
      onattribentity: (code) => {
        value += String.fromCodePoint(code);
      },
      onattribend: () => {
        if (tag === 'img' && attribute === 'alt') writer.write(` ${value} `);
        if (tag === 'a' && attribute === 'href' && /^(?:https?:|mailto:)/i.test(value.trim()))
          link = { href: value.trim().slice(0, 2000), text: '' };
      },
      onopentagend: endTag,
      onselfclosingtag: () => {
        tagAt = undefined;
        writer.open(tag);
        writer.close(tag);
      },
      onclosetag: (start, end) => {
        const name = text.slice(start, Math.min(end, start + 20)).toLowerCase();
        if (name === 'script' || name === 'style') skippedFrom = undefined;
        if (!text.includes('>', end)) tagAt = start;
        if (name === 'a') endLink();
        writer.close(name);
      },
      // Of a comment that never ends nothing stands for its end.
      oncomment: (start, end, endOffset) => {
        if (endOffset === 0) writer.write(text.slice(start, end));
      },
      oncdata: (start, end, endOffset) => writer.write(text.slice(start, end - endOffset)),
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => {
        endLink();
        const lost = skippedFrom ?? tagAt;
        if (lost !== undefined) writer.write(text.slice(lost));
      },
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return writer.text + html.slice(most);
}
