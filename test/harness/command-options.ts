import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends the process with 2, as a command that was asked wrongly ends, and says what would be right. */
export function refuse(what: string): never {
  process.stderr.write(`${what}\n`);
  process.exit(2);
}

/** What a command was given; an option that it does not have, or one without its value, is refused by name. */
export function givenOptions<Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    return refuse(`${error.message.split(/\n|\. To specify/)[0]}. There are ${names.join(', ')}.`);
  }
}

/** A whole number from 1 up, or the process ends. @param name as it is given, such as `--seed` */
export function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    refuse(`${name} ${text}: a whole number from 1 up is needed, such as ${name} 7.`);
  return Number(text);
}

/** A number above 0, or the process ends. @param name as it is given, such as `--minutes` */
export function positiveNumber(name: string, text: string): number {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    refuse(`${name} ${text}: a number above 0 is needed, such as ${name} 1.5.`);
  return Number(text);
}
