import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../lambda/mail/inbound/html-to-text.ts';

describe('HTML as text', () => {
  it.each([
    ['<p>Chào <b>An</b>,</p><p>Một<br>hai</p>', 'Chào An,\n\nMột\nhai'],
    ['<div>a</div><div>b</div>c', 'a\nb\nc'],
    ['<ul><li>a<li>b</ul>', '- a\n- b'],
    ['<table><tr><td>a<td>b<tr><td>c</table>', 'a b\nc'],
    ['a<hr>b', 'a\n\n---\n\nb'],
    ['a&nbsp;&lt;b&gt; &amp;c &#7879;', 'a <b> &c ệ'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['a<blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n\n> b\n>\n> > c\n\nd'],
    ['<a href="https://e.example/x?a=1&amp;b=2">here</a>', 'here <https://e.example/x?a=1&b=2>'],
    [
      '<a href="https://e.example">https://e.example</a> <a href="mailto:a@b.example">a@b.example</a>',
      'https://e.example a@b.example',
    ],
    ['<a href="javascript:alert(1)">x</a><img src=x onerror=alert(1) alt="a picture">', 'x a picture'],
    ['<style>a{}</style><script>b</script>c<!-- d --><![CDATA[e]]>', 'ce'],
    ['<STYLE>a{}</STYLE ><SCRIPT>b</SCRIPT x>c', 'c'],
    ['<title>a</title>b', 'ab'],
    ['plain < text > here', 'plain < text > here'],
  ])('%s', (html, text) => {
    expect(htmlToText(html).trim()).toBe(text);
  });

  it.each([
    '<script>',
    '<style>',
    '<!--',
    '<title>',
    '<textarea>',
    '<p title="',
    "<a href='",
    '<',
    '</',
    '<!',
  ])('loses no words to %s that never ends', (open) => {
    expect(htmlToText(`before ${open} words after`)).toMatch(/before.*words after/s);
  });

  it('has every word of any nesting of elements, in order', () => {
    const tag = fc.constantFrom(
      'p',
      'div',
      'b',
      'blockquote',
      'ul',
      'li',
      'td',
      'a',
      'br',
      'pre',
      'x-y',
      'hr',
    );
    const node = fc.oneof(
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      tag.map((name) => `<${name}/>`),
      fc.nat(99_999).map((n) => ` w${n} `),
    );
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), (nodes) => {
        const wordsOf = (text: string) => text.match(/w\d+/g) ?? [];
        expect(wordsOf(htmlToText(nodes.join('')))).toEqual(wordsOf(nodes.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
