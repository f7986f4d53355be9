/** Rows as aligned text under a heading: so many columns of words to the left, numbers to the right. */
export function textTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  wordColumns: number,
): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    widths
      .map((width, column) => {
        const text = row[column] ?? '';
        return column < wordColumns ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = lines;
  return [first, '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...rest].join('\n');
}
