import { useCallback, useState } from 'react';

/** A choice in the bar that outlives a reload of this tab, and is forgotten with the session. */
export function useKeptChoice<Choice extends string>(
  name: string,
  initial: Choice,
): readonly [Choice, (chosen: Choice) => void] {
  const key = `choice:${name}`;
  const [choice, setChoice] = useState(() => (sessionStorage.getItem(key) as Choice | null) ?? initial);
  const choose = useCallback(
    (chosen: Choice) => {
      sessionStorage.setItem(key, chosen);
      setChoice(chosen);
    },
    [key],
  );
  return [choice, choose];
}
