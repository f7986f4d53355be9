import type { MouseEvent } from 'react';
import type { Example } from './examples/example.ts';

export interface ExamplesMenuProps {
  readonly examples: readonly Example[];
  readonly onChoose: (example: Example) => void;
}

const menuId = 'examples';

/** A button that opens the examples of the employee's roles. Escape and a click elsewhere close it, as of any popover. */
export function ExamplesMenu({ examples, onChoose }: ExamplesMenuProps) {
  const choose = (example: Example) => (event: MouseEvent) => {
    onChoose(example);
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
  };
  return (
    <>
      <button type="button" className="primary" popoverTarget={menuId}>
        Examples
      </button>
      <section popover="auto" id={menuId} className="examples" aria-label="Examples">
        <ul>
          {examples.map((example) => (
            <li key={`${example.role} ${example.title}`}>
              <button type="button" onClick={choose(example)}>
                <strong>
                  {example.title}
                  {example.refused && <span className="refused">is refused</span>}
                </strong>
                <span>{example.explanation}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
