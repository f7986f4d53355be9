/** Characters in which quotations are looked for; what is beyond is text. */
const most = 200_000;

/**
 * What was written, and what it quotes of another mail. Every line is in one of the two: one that may be either was written. Quoted are
 * lines behind `>`, two at least or with a line before them that says whose words they are; all that stands below such a line of Outlook's
 * manner, or below one with an address or an hour in it that the program of the phone left without `>`.
 * @param text lines ended by LF
 */
export function splitQuoted(text: string): { readonly text: string; readonly quoted: string | undefined } {
  const lines = text.slice(0, most).split('\n');
  const isQuoted: boolean[] = lines.map(() => false);
  const quote = (from: number, to: number) => isQuoted.fill(true, from, to);
  for (let n = 0; n < lines.length; n++) {
    if (isBehindMark(lines[n])) {
      const end = endOfQuote(lines, n);
      const said = attributionBefore(lines, n);
      if (said !== undefined) quote(said, end);
      else if (end - n > 1) quote(n, end);
      n = end - 1;
    } else if (n > 0 && beginsOriginal(lines, n)) {
      quote(n, lines.length);
      return partsOf(lines, isQuoted, '', text.slice(most));
    }
  }
  return partsOf(lines, isQuoted, text.slice(most), '');
}

/** An mbox writes `>From` for a line that begins with From. */
const isBehindMark = (line = ''): boolean => /^ ?>/.test(line) && !line.startsWith('>From ');

/** Empty lines between two quoted ones are quoted. */
function endOfQuote(lines: readonly string[], from: number): number {
  let end = from;
  for (let n = from; n < lines.length && (isBehindMark(lines[n]) || lines[n]?.trim() === ''); n++)
    if (isBehindMark(lines[n])) end = n + 1;
  return end;
}

const opening = /^(?:On|Vào|Ngày|Lúc)\b/;
const closing = /(?:wrote|đã viết|viết)\s*:$/;

/** The first line of "On … wrote:", of three at most, that ends right above; in other languages one with an address in it. */
function attributionBefore(lines: readonly string[], at: number): number | undefined {
  let last = at - 1;
  if (lines[last]?.trim() === '') last -= 1;
  const line = lines[last]?.trim() ?? '';
  if (!line.endsWith(':') || line.length > 500) return undefined;
  if (!closing.test(line)) return /[^\s@]@[^\s@]/.test(line) ? last : undefined;
  const first = [last, last - 1, last - 2].find((n) => n >= 0 && opening.test(lines[n]?.trim() ?? ''));
  return first ?? (/@|\d{4}/.test(line) ? last : undefined);
}

const original =
  /^[ \t]*-{3,}[ \t]*(?:Original Message|Original Appointment|Thư gốc|Tin nhắn gốc)[ \t]*-{3,}[ \t]*$/i;
const from = /^\*?(?:From|Từ|Người gửi):\*?[ \t]/;
const others = /^\*?(?:Sent|Date|To|Cc|Subject|Đã gửi|Gửi|Ngày|Đến|Tới|Chủ đề|Tiêu đề):/;

/** A line below which all is the mail that is answered. What is forwarded was written to be read. */
function beginsOriginal(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > 500) return false;
  if (original.test(line)) return true;
  if (from.test(line)) return lines.slice(at + 1, at + 6).filter((next) => others.test(next)).length >= 2;
  if (!opening.test(line)) return false;
  const joined = lines
    .slice(at, at + 3)
    .join(' ')
    .slice(0, 600);
  const said = /^.{0,500}?(?:wrote|viết)\s*:(?=\s|$)/.exec(joined)?.[0];
  if (said === undefined || !/<[^<>\s]+@[^<>\s]+>|\d{1,2}:\d{2}/.test(said)) return false;
  // What is behind `>` is taken for itself.
  return !lines.slice(at, at + 5).some(isBehindMark);
}

function partsOf(
  lines: readonly string[],
  isQuoted: readonly boolean[],
  restText: string,
  restQuoted: string,
) {
  const of = (quoted: boolean) => lines.filter((_, n) => isQuoted[n] === quoted).join('\n');
  const quoted = `${of(true)}${restQuoted}`.trim();
  return { text: `${of(false)}${restText}`.trim(), quoted: quoted === '' ? undefined : quoted };
}
