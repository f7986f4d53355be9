import type { ReactNode } from 'react';
import { useDemo } from './context.ts';
import { instantIn } from './when.ts';

/** Says, without blame, that requests from the address are stopped, and what happens next (P3.6). */
export function HeldNote({ since }: { since: string }): ReactNode {
  const { say, language } = useDemo();
  return (
    <div className="note">
      <p>
        <strong>{say('heldTitle')}</strong> {say('standingSince', { date: instantIn(language, since) })}
      </p>
      <p>{say('heldText')}</p>
      <p>{say('heldKept')}</p>
    </div>
  );
}
