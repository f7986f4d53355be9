import ts from 'typescript';
import { filesBelow } from '../source-files.ts';

export interface WrittenPattern {
  readonly path: string;
  readonly pattern: RegExp;
}

/** Patterns of the deployed code, as they stand there; and the places that make some from pieces, by the text between the brackets. */
export function writtenPatterns(): {
  readonly patterns: readonly WrittenPattern[];
  readonly made: readonly string[];
} {
  const patterns: WrittenPattern[] = [];
  const made: string[] = [];
  for (const { path, text } of filesBelow(['lambda', 'schema'], ['.ts', '.tsx'])) {
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const [, source = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(node.text) ?? [];
        patterns.push({ path, pattern: new RegExp(source, flags) });
      }
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
        made.push(path);
      ts.forEachChild(node, visit);
    };
    const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind));
  }
  return { patterns, made };
}
