import { stageConfig } from '../../../cdk/config.ts';
import type { StageConfig } from '../../../cdk/stage-config.ts';
import type { FunctionDeclaration } from '../../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../../lambda/declared/functions.ts';
import type { JudgedCloud } from './cloud.ts';
import { expectedBeside } from './expected-beside.ts';
import { expectedOfKeys } from './expected-keys.ts';
import { expectedOfObjects } from './expected-objects.ts';
import { expectedOfOthers } from './expected-others.ts';
import { expectedOfStorage } from './expected-storage.ts';
import { expectedOfTables } from './expected-tables.ts';
import type { Layer } from './judge.ts';

/** What a declaration promises of one call. Nothing here looks at how `cdk/` grants. */
export interface Expected {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly may: boolean;
  /** Which policies must each say so by themselves; all of them together when absent. */
  readonly layers?: readonly Layer[];
}

/** What an expectation is derived from. */
export interface Asked {
  readonly name: FunctionName;
  readonly declaration: FunctionDeclaration;
  readonly cloud: JudgedCloud;
  readonly config: StageConfig;
}

/** Everything that is asked of one function's role. */
export function expectedOf(name: FunctionName, cloud: JudgedCloud): Expected[] {
  const asked: Asked = { name, declaration: functions[name], cloud, config: stageConfig('dev') };
  const expected = [
    ...expectedOfTables(asked),
    ...expectedOfKeys(asked),
    ...expectedOfStorage(asked),
    ...expectedOfObjects(asked),
    ...expectedOfOthers(asked),
  ];
  return [...expected, ...expectedBeside(expected)];
}
