import type { ReactNode } from 'react';
import {
  LiftRestrictionDocument,
  ObjectToProcessingDocument,
  type OwnRightsFragment,
  RequestCopyDocument,
  RestrictProcessingDocument,
} from '../generated/graphql.ts';
import { ClosingSection } from './closing-section.tsx';
import { useDemo } from './context.ts';
import { ErasureForms } from './erasure-forms.tsx';
import { RightForm } from './right-form.tsx';
import { useRightAct } from './use-right-act.ts';

interface Part {
  readonly rights: OwnRightsFragment;
  readonly onChange: (rights: OwnRightsFragment) => void;
}

/** Each right with what it does and the button that asks for it; none needs a reason. */
export function RightsForms({ rights, onChange }: Part): ReactNode {
  const { ask, say } = useDemo();
  const { processingRestricted } = rights;
  const copy = useRightAct(
    async (input) => (await ask(RequestCopyDocument, { input })).requestCopy,
    onChange,
  );
  const restriction = useRightAct(
    async (input) =>
      processingRestricted
        ? (await ask(LiftRestrictionDocument, { input })).liftRestriction
        : (await ask(RestrictProcessingDocument, { input })).restrictProcessing,
    onChange,
  );
  const objection = useRightAct(
    async (input) => (await ask(ObjectToProcessingDocument, { input })).objectToProcessing,
    onChange,
  );
  return (
    <>
      <RightForm
        title={say('copyTitle')}
        text={say('copyText')}
        button={say('askCopy')}
        done={say('copyReady')}
        form={copy}
      />
      <RightForm
        title={say('restrictTitle')}
        text={say(processingRestricted ? 'restrictedNow' : 'restrictText')}
        button={say(processingRestricted ? 'lift' : 'restrict')}
        done={say(processingRestricted ? 'restricted' : 'lifted')}
        form={restriction}
      />
      <RightForm
        title={say('objectTitle')}
        text={say('objectText')}
        button={say('object')}
        done={say('objected')}
        form={objection}
      />
      <ErasureForms rights={rights} onChange={onChange} />
      <ClosingSection rights={rights} onChange={onChange} />
    </>
  );
}
