import './workers.ts';
import './workbench-styles.ts';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { ProcessingPurpose } from '../../lambda/domain/access.ts';
import type { Language } from '../../lambda/domain/viewer.ts';
import type { Example } from './examples/example.ts';
import { examplesOf } from './examples.ts';
import { ExamplesMenu } from './examples-menu.tsx';
import { fillVariables } from './fill-variables.ts';
import { useKeptChoice } from './kept-choice.ts';
import { isOver, type Session } from './session.ts';
import { StaffBar } from './staff-bar.tsx';
import { createStaffFetcher, type RequestContext } from './staff-fetcher.ts';

const explorer = explorerPlugin({ showAttribution: false });
const plugins = [explorer, HISTORY_PLUGIN];

/** Whether this browser tab has tabs of GraphiQL's from before. */
const hasTabs = () => sessionStorage.getItem('graphiql:tabState') !== null;

export interface WorkbenchProps {
  readonly session: Session;
  readonly graphqlUrl: string;
  /** The element above GraphiQL. */
  readonly bar: Element;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
}

interface Tab {
  readonly query: string;
  readonly variables: string;
}

/** GraphiQL for somebody who is signed in, with the bar that sets what each request carries. */
export function Workbench({ session, graphqlUrl, bar, onSignIn, onSignOut }: WorkbenchProps) {
  const examples = useMemo(() => examplesOf(session.roles), [session]);
  const [purpose, setPurpose] = useKeptChoice<ProcessingPurpose | ''>('purpose', examples[0]?.purpose ?? '');
  const [reference, setReference] = useKeptChoice('reference', examples[0]?.reference ?? '');
  const [language, setLanguage] = useKeptChoice<Language>('language', 'en');
  const [ended, end] = useState(() => isOver(session));
  const customer = useRef<string>(undefined);
  const context = useRef<RequestContext>({ session, purpose, reference, language });
  context.current = { session, purpose, reference, language };

  useEffect(() => {
    const timer = setTimeout(() => end(true), Math.min(session.expiresAt - Date.now(), 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [session]);

  const fetcher = useMemo(
    () =>
      createStaffFetcher({
        url: graphqlUrl,
        context: () => context.current,
        onSessionOver: () => end(true),
        onCustomerSeen: (id) => {
          customer.current = id;
        },
      }),
    [graphqlUrl],
  );

  const tabOf = ({ query, variables }: Example): Tab => ({
    query,
    variables: variables
      ? JSON.stringify(
          fillVariables(variables, {
            customer: customer.current,
            me: `staff:${session.subject}`,
            now: new Date().toISOString(),
            key: crypto.randomUUID(),
          }),
          null,
          2,
        )
      : '',
  });

  // Made once: what is filled in for the first tab stays as it is while the page is drawn again.
  const [first] = useState(() => (hasTabs() ? undefined : examples.slice(0, 1).map(tabOf)[0]));

  return (
    <GraphiQL
      fetcher={fetcher as never}
      plugins={plugins}
      visiblePlugin={explorer}
      storage={sessionStorage}
      {...(first && { defaultTabs: [first], initialVariables: first.variables })}
      defaultEditorToolsVisibility="variables"
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <span className="logo">GraphiQL</span>
      </GraphiQL.Logo>
      {createPortal(
        <StaffBar
          {...{ session, purpose, reference, language, onSignIn, onSignOut }}
          isOver={ended}
          onPurpose={setPurpose}
          onReference={setReference}
          onLanguage={setLanguage}
        >
          <ExamplesInTabs
            examples={examples}
            tabOf={tabOf}
            onChoose={(example) => {
              setPurpose(example.purpose ?? '');
              setReference(example.reference ?? '');
            }}
          />
        </StaffBar>,
        bar,
      )}
    </GraphiQL>
  );
}

interface ExamplesInTabsProps {
  readonly examples: readonly Example[];
  readonly tabOf: (example: Example) => Tab;
  readonly onChoose: (example: Example) => void;
}

/** The examples menu; a chosen example opens in a tab of its own. */
function ExamplesInTabs({ examples, tabOf, onChoose }: ExamplesInTabsProps) {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const open = (example: Example) => {
    onChoose(example);
    addTab();
    const { query, variables } = tabOf(example);
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  };
  return <ExamplesMenu examples={examples} onChoose={open} />;
}
