interface Line {
  readonly name: string;
  /** Size and value; a size is above 0. */
  readonly points: readonly (readonly [number, number])[];
}

interface Panel {
  /** What goes upwards, with its unit. */
  readonly up: string;
  readonly lines: readonly Line[];
}

const panel = { width: 290, height: 200, left: 46, right: 14, top: 30, bottom: 44 };
const colours = ['#0a7ea4', '#c2410c', '#6d28d9', '#15803d'];
const darkColours = ['#38bdf8', '#fb923c', '#a78bfa', '#4ade80'];
const painted = (all: readonly string[]) =>
  all.map((colour, n) => `.l${n}{stroke:${colour};fill:${colour}}`).join('');
const style = `text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#888}.ground{fill:#fff}${painted(colours)}
@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#333}.ground{fill:#0d1117}${painted(darkColours)}}`;

/** A picture of curves beside each other, as SVG for light and dark pages: sizes across on a logarithmic scale, values upwards from 0. */
export function curvePicture({ across, panels }: { across: string; panels: readonly Panel[] }): string {
  const names = panels[0]?.lines.map(({ name }) => name) ?? [];
  const width = panel.width * panels.length + panel.right;
  const height = panel.height + 26;
  const legend = names.map((name, n) => {
    const x = panel.left + n * 230;
    return `<rect class="l${n}" x="${x}" y="${panel.height + 6}" width="12" height="4"/><text x="${x + 18}" y="${panel.height + 12}">${escaped(name)}</text>`;
  });
  const parts = panels.map(
    (one, n) => `<g transform="translate(${n * panel.width} 0)">${drawn(one, across)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${names.join(', ')} by ${across}`)}">
<style>${style}</style>
<rect class="ground" width="${width}" height="${height}"/>
${[...parts, ...legend].join('\n')}
</svg>
`;
}

function drawn({ up, lines }: Panel, across: string): string {
  const all = lines.flatMap(({ points }) => points);
  const sizes = [...new Set(all.map(([size]) => size))].toSorted((a, b) => a - b);
  const [least = 1, most = 10] = [sizes[0], sizes.at(-1)];
  const highest = niceAbove(Math.max(...all.map(([, value]) => value)));
  const { left, top } = panel;
  const right = panel.width - panel.right;
  const bottom = panel.height - panel.bottom;
  const span = Math.log10(most) - Math.log10(least) || 1;
  const x = (size: number) => round(left + ((right - left) * (Math.log10(size) - Math.log10(least))) / span);
  const y = (value: number) => round(bottom - ((bottom - top) * value) / highest);
  const levels = [0, 0.25, 0.5, 0.75, 1].map((part) => part * highest);
  return [
    `<text x="${left}" y="18">${escaped(up)}</text>`,
    ...levels.map((level) => {
      const line = `<line class="${level === 0 ? 'axis' : 'grid'}" x1="${left}" x2="${right}" y1="${y(level)}" y2="${y(level)}"/>`;
      return `${line}<text x="${left - 6}" y="${y(level) + 4}" text-anchor="end">${Number(level.toPrecision(3))}</text>`;
    }),
    ...sizes.map((size) => {
      const label = size.toLocaleString('en');
      return `<line class="axis" x1="${x(size)}" x2="${x(size)}" y1="${bottom}" y2="${bottom + 4}"/><text x="${x(size)}" y="${bottom + 17}" text-anchor="middle">${label}</text>`;
    }),
    `<text x="${(left + right) / 2}" y="${bottom + 34}" text-anchor="middle">${escaped(across)}</text>`,
    ...lines.map(({ points }, n) => {
      const path = points.map(([size, value]) => `${x(size)},${y(value)}`);
      const dots = points.map(
        ([size, value]) => `<circle class="l${n}" cx="${x(size)}" cy="${y(value)}" r="3"/>`,
      );
      return `<polyline class="l${n}" style="fill:none" stroke-width="2" points="${path.join(' ')}"/>${dots.join('')}`;
    }),
  ].join('');
}

/** A round number at or above a value, four parts of which are round too. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value > 0 ? value : 1));
  return ([1, 2, 4, 8, 10].find((step) => step * power >= value * 1.05) ?? 20) * power;
}

const round = (value: number) => Math.round(value * 10) / 10;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
