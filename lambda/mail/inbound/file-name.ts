import { limits } from '../../declared/limits.ts';
import { cleanLine } from './clean-text.ts';

/** What a double click would run or a browser would open as a page, were it kept under its name. */
const runs =
  /\.(?:app|appref-ms|bat|cmd|com|cpl|dll|exe|hta|html?|jar|jse?|lnk|mjs|mht(?:ml)?|ms[ip]|pif|ps1|psm1|py|reg|scf|scr|sh|svgz?|url|vb|vbe|vbs|wsf|wsh|xht(?:ml)?|xml|xsl)$/i;

/**
 * A file's name as it can be shown and kept anywhere: no path, no control or directional character, nothing that file systems forbid,
 * `limits.attachmentName` characters at most with its extension kept. One whose name would have it run is named `.txt`.
 * @param said as the sender wrote it
 * @param number of the file in its mail, from 1
 */
export function fileName(said: string | undefined, number: number, contentType: string): string {
  const line = cleanLine(said ?? '');
  const bare = line
    .slice(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1)
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+/, '');
  const name = bare.slice(0, 2000).replace(/(?<![. ])[. ]+$/, '') || unnamed(number, contentType);
  return shortened(runs.test(name) ? `${name}.txt` : name);
}

const unnamed = (number: number, contentType: string): string =>
  `attachment-${number}${contentType === 'message/rfc822' ? '.eml' : ''}`;

function shortened(name: string): string {
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  if (name.length <= limits.attachmentName) return name;
  const stem = name
    .slice(0, limits.attachmentName - extension.length)
    .toWellFormed()
    .replace(/(?<!\uFFFD)\uFFFD+$/, '');
  return stem + extension;
}
