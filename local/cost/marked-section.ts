const begin = (name: string) => `<!-- ${name}: made by a command, not by hand -->`;
const end = (name: string) => `<!-- end of ${name} -->`;

/**
 * A text with another body between its two marks, which are comments of Markdown.
 *
 * @throws Error for a text without them
 */
export function withSection(text: string, name: string, body: string): string {
  const [from, to] = [text.indexOf(begin(name)), text.indexOf(end(name))];
  if (from < 0 || to < from) throw new Error(`there are no marks of ${name}`);
  return `${text.slice(0, from)}${begin(name)}\n\n${body}\n\n${text.slice(to)}`;
}
