import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { copy } from './places.ts';
import type { Ran, Turn } from './runner.ts';

/** Why there is no answer to a turn. */
export type Unanswered = 'late' | 'ended';

/** Runs test files of the copy, one at a time. */
export interface Running {
  /** Answers `late` when it did not end within `seconds`, and `ended` when the process did, for whatever reason. */
  run(turn: Turn, seconds: number): Promise<Ran | Unanswered>;
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
    const pid = child?.pid;
    child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended already, and left nothing behind.
    }
  };
  return {
    stop,
    async run(turn, seconds) {
      const asked = await ready();
      const ran = await answerOf(asked, turn, seconds);
      if (typeof ran === 'string') stop();
      return ran;
    },
  };
}

function answerOf(child: ChildProcess, turn: Turn, seconds: number): Promise<Ran | Unanswered> {
  return new Promise((resolve) => {
    const settle = (ran: Ran | Unanswered) => {
      clearTimeout(late);
      child.off('message', settle).off('exit', ended);
      resolve(ran);
    };
    const ended = () => settle('ended');
    const late = setTimeout(() => settle('late'), seconds * 1000);
    child.once('message', settle).once('exit', ended);
    child.send(turn);
  });
}
