import { environment } from '../lambda/declared/environment.ts';
import type { FunctionDeclaration } from '../lambda/declared/function-declaration.ts';
import { functionKeys } from '../lambda/declared/function-keys.ts';
import { type TableId, tables } from '../lambda/declared/tables.ts';

/** The variables that a function is given: what its grants bring, and what it names itself. The same as in the cloud. */
export function variablesOf(declaration: FunctionDeclaration): ReadonlySet<string> {
  const { tables: granted, classes, createsKeys, index, anchor, archive, sendsMail } = declaration;
  const { refusalLinks, signs, signInCodes, topic, inboundBucket } = declaration;
  return new Set([
    ...(Object.keys(granted) as TableId[]).map((id) => tables[id].nameVariable),
    ...classes.map((dataClass) => functionKeys[dataClass].variable),
    ...(createsKeys ? [environment.createsKeys] : []),
    ...(index ? [functionKeys.index.variable] : []),
    ...(anchor ? [functionKeys.anchor.variable] : []),
    ...(granted.audit ? [functionKeys.audit.variable] : []),
    ...(refusalLinks ? [functionKeys.refusalLinks.variable] : []),
    ...(signs ? [functionKeys.receipts.variable] : []),
    ...(signInCodes ? [functionKeys.signIn.variable] : []),
    ...(topic ? [environment.mailEventsTopic] : []),
    ...(archive ? [environment.auditBucket] : []),
    ...(inboundBucket ? [environment.inboundBucket] : []),
    ...(sendsMail ? [environment.mailFrom, environment.mailConfigurationSet] : []),
    ...declaration.environment,
  ]);
}

/** One function's environment out of everything there is. */
export function environmentFor(
  declaration: FunctionDeclaration,
  all: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = variablesOf(declaration);
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => names.has(name) || name.startsWith('AWS_')),
  );
}
