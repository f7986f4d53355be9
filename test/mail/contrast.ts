/** Text of a page in the colours it stands in. */
export interface Painted {
  readonly text: string;
  readonly color: string;
  readonly ground: string;
}

interface Style {
  readonly color: string;
  readonly ground: string;
  readonly isHidden: boolean;
}

const empty = new Set(['meta', 'br', 'img', 'hr', 'link', 'input']);

/** Every visible text of a page whose styles are inline, with the colour it inherits and the ground behind it. */
export function paintedTexts(html: string): readonly Painted[] {
  const body = html.slice(html.indexOf('<body'));
  const found: Painted[] = [];
  const styles: Style[] = [{ color: '#000000', ground: '#ffffff', isHidden: false }];
  for (const [, close, name = '', attributes = '', text] of body.matchAll(
    /<(\/?)([a-z0-9]+)([^>]*)>|<!--[\s\S]*?-->|([^<]+)/g,
  )) {
    const top = styles.at(-1);
    if (!top) throw new Error('more elements end than begin');
    if (text !== undefined) {
      if (/\S/.test(text) && !top.isHidden) found.push({ text, color: top.color, ground: top.ground });
    } else if (close === '/') styles.pop();
    else if (name !== '' && !empty.has(name)) {
      const style = /style="([^"]*)"/.exec(attributes)?.[1] ?? '';
      const of = (property: string) => new RegExp(`(?:^|;)${property}:\\s*([^;]+)`).exec(style)?.[1];
      styles.push({
        color: of('color') ?? top.color,
        ground: of('background-color') ?? top.ground,
        isHidden: top.isHidden || of('display') === 'none',
      });
    }
  }
  return found;
}

/** Contrast of two colours of six digits (WCAG 2.2, 1.4.3): 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(color: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
