import type { FunctionDeclaration } from '../../../lambda/declared/function-declaration.ts';
import {
  encryptionContext,
  type FunctionKeyId,
  functionKeys,
} from '../../../lambda/declared/function-keys.ts';
import type { Asked, Expected } from './expected.ts';

const symmetric = [
  'Decrypt',
  'GenerateDataKey',
  'Encrypt',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
];
const signing = ['Sign', 'Verify', 'GenerateMac', 'VerifyMac'];
/** Over a key itself. A role that may use one may not hand it on, change it or end it. */
const ruling = ['CreateGrant', 'PutKeyPolicy', 'ScheduleKeyDeletion'];

/** What a declaration lets a function do with a key, from what the declaration's own words say. */
function uses(declaration: FunctionDeclaration, id: FunctionKeyId): string[] {
  const { classes, createsKeys = false, index = false, anchor = [] } = declaration;
  const opens = (may: boolean, makes: boolean) =>
    may ? ['Decrypt', ...(makes ? ['GenerateDataKey'] : [])] : [];
  switch (id) {
    case 'contact':
    case 'identity':
    case 'payment':
    case 'content':
      return opens((classes as readonly string[]).includes(id), createsKeys);
    case 'index':
      return opens(index, createsKeys);
    // Whoever adds a row may be the first of its month, and of its day.
    case 'audit':
      return opens(declaration.tables.audit !== undefined, true);
    case 'refusalLinks':
      return opens(declaration.refusalLinks === true, true);
    case 'signIn':
      return opens(declaration.signInCodes === true, false);
    case 'anchor':
      return [...(anchor.includes('sign') ? ['Sign'] : []), ...(anchor.includes('verify') ? ['Verify'] : [])];
    case 'receipts':
      return declaration.signs ? ['Sign', 'GetPublicKey'] : [];
  }
}

/** A context as condition keys have it. */
export const asContext = (context: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
  );
const ids = Object.keys(functionKeys) as FunctionKeyId[];
const contexts = ids.map(encryptionContext);

/** The keys of functions: those of classes, of purposes, and those that sign. */
export function expectedOfKeys(asked: Asked): Expected[] {
  return ids.flatMap((id) => ofFunctionKey(asked, id));
}

/** The role's policy and the key's own must each say so alone: neither is the other's net. */
function ofFunctionKey({ declaration, cloud }: Asked, id: FunctionKeyId): Expected[] {
  const may = uses(declaration, id);
  const right = encryptionContext(id);
  const call = (
    action: string,
    context: Readonly<Record<string, string>> = right,
    allowed = may.includes(action),
    layers: Expected['layers'] = ['role', 'resource'],
  ): Expected => ({
    action: `kms:${action}`,
    resource: cloud.key[id] as string,
    may: allowed,
    layers,
    context: asContext(context),
  });
  const { app = '' } = right;
  const others = contexts.filter((context) => JSON.stringify(context) !== JSON.stringify(right));
  const wrong = [{}, { app }, { ...right, app: 'another' }];
  const bound = Object.keys(right).length > 0 && may.length > 0;
  return [
    ...symmetric.map((action) => call(action)),
    ...signing.map((action) => call(action, {})),
    ...['Decrypt', 'GenerateDataKey'].map((action) => call(action, right, may.includes(action), ['whole'])),
    // What the product adds to a context does no harm.
    ...may
      .filter((action) => symmetric.includes(action))
      .map((action) => call(action, { ...right, epoch: '1' })),
    ...(bound ? may.flatMap((action) => wrong.map((context) => call(action, context, false))) : []),
    // What opens another key opens this one not.
    ...(may.includes('Decrypt') && !bound
      ? []
      : others.map((context) => call('Decrypt', context, false, ['role']))),
    // Public, so an administrator may fetch it too.
    call('GetPublicKey', {}, may.includes('GetPublicKey'), ['role']),
    ...ruling.map((action) => call(action, {}, false, ['role'])),
  ];
}
