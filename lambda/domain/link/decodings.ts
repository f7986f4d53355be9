/** Encodings of one text that are taken off. No page of ours needs as many. */
export const deepest = 5;

/**
 * A text and what it says with one percent encoding after the other taken off, without the breaks that browsers drop from an address.
 * Undefined: encoded more often than `deepest`, so that what it says was not seen.
 */
export function decodings(text: string): readonly string[] | undefined {
  const forms = [withoutBreaks(text)];
  for (let last = forms[0] ?? ''; ; ) {
    const next = withoutBreaks(decoded(last));
    if (next === last) return forms;
    if (forms.length > deepest) return undefined;
    forms.push(next);
    last = next;
  }
}

const withoutBreaks = (text: string): string => text.replace(/[\t\r\n]/g, '');

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/** Run by run: a `%` that begins no octet stays and hinders nothing, nor do octets that are no UTF-8. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    lossy.decode(Buffer.from(run.replaceAll('%', ''), 'hex')),
  );
}
