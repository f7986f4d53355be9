import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { copy } from './places.ts';
import type { Ran, Turn } from './runner.ts';

/** Runs test files of the copy, one at a time. */
export interface Running {
  /** Answers undefined when it did not end within `seconds`. */
  run(turn: Turn, seconds: number): Promise<Ran | undefined>;
  stop(): void;
}

export function startRunning(): Running {
  let child: ChildProcess | undefined;
  const ready = async (): Promise<ChildProcess> => {
    if (child) return child;
    // Group of its own: what it started is ended with it.
    const started = fork(join(copy, 'test/mutations/runner.ts'), {
      cwd: copy,
      detached: true,
      stdio: 'ignore',
      // Instances of functions are compiled once.
      env: { ...process.env, NODE_COMPILE_CACHE: join(copy, '.local/compiled') },
    });
    child = started;
    await new Promise((resolve, reject) => {
      started.once('message', resolve);
      started.once('exit', () => reject(new Error('the runner of tests ended before it began')));
    });
    return started;
  };
  const stop = () => {
    if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    child = undefined;
  };
  return {
    stop,
    async run(turn, seconds) {
      const asked = await ready();
      const ran = await answerOf(asked, turn, seconds);
      if (!ran) stop();
      return ran;
    },
  };
}

function answerOf(child: ChildProcess, turn: Turn, seconds: number): Promise<Ran | undefined> {
  return new Promise((resolve) => {
    const settle = (ran?: Ran) => {
      clearTimeout(late);
      child.off('message', settle).off('exit', ended);
      resolve(ran);
    };
    const ended = () => settle();
    const late = setTimeout(ended, seconds * 1000);
    child.once('message', settle).once('exit', ended);
    child.send(turn);
  });
}
