import { join } from 'node:path';
import { keepFiles } from './kept-files.ts';

// What commands are told to act on the running local cloud. It stands beside the data that `--fresh` forgets.
const directory = join(import.meta.dirname, '..', '.local', 'run');
const file = 'environment.json';

/** Keeps the environment of the local cloud while it runs, readable by its owner alone. */
export function keepEnvironment(environment: Readonly<Record<string, string>>, folder = directory): void {
  keepFiles(folder).write(file, JSON.stringify(environment));
}

/** The cloud has ended: its endpoints are nobody's now. */
export function forgetEnvironment(folder = directory): void {
  keepFiles(folder).remove(file);
}

/** The environment of the local cloud; undefined when none runs, also where it was killed and could not forget. */
export async function localEnvironment(
  folder = directory,
): Promise<Readonly<Record<string, string>> | undefined> {
  const text = keepFiles(folder).read(file)?.toString();
  if (text === undefined) return undefined;
  const environment: Record<string, string> & { AWS_ENDPOINT_URL_DYNAMODB: string } = JSON.parse(text);
  const answer = await fetch(environment.AWS_ENDPOINT_URL_DYNAMODB).catch(() => undefined);
  await answer?.body?.cancel();
  return answer && environment;
}
