import type { ReactNode } from 'react';
import {
  type OwnRightsFragment,
  RequestErasureDocument,
  WithdrawStorageDocument,
} from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Box } from './fields.tsx';
import { RightForm } from './right-form.tsx';
import { useRightAct } from './use-right-act.ts';

/** Erasure, and the withdrawal of storing, which is one that stops processing at once (P1.4); neither while one of them is under way. */
export function ErasureForms(props: {
  readonly rights: OwnRightsFragment;
  readonly onChange: (rights: OwnRightsFragment) => void;
}): ReactNode {
  const { ask, say } = useDemo();
  const { rights, onChange } = props;
  const erase = useRightAct(async (given, filled) => {
    const input = { ...given, suppressAddress: filled.suppressAddress !== undefined };
    return (await ask(RequestErasureDocument, { input })).requestErasure;
  }, onChange);
  const withdraw = useRightAct(async (given, filled) => {
    const input = { ...given, suppressAddress: filled.suppressAddress !== undefined };
    return (await ask(WithdrawStorageDocument, { input })).withdrawStorage;
  }, onChange);
  const isUnderWay = rights.rightsRequests.some(
    ({ right, state }) =>
      (right === 'ERASE' || right === 'WITHDRAW_STORAGE') && (state === 'ASKED' || state === 'GRANTED'),
  );
  if (isUnderWay) return <p className="note">{say('erasureAsked')}</p>;
  return (
    <>
      <RightForm
        title={say('eraseTitle')}
        text={say('eraseText')}
        button={say('askErasure')}
        done={say('rightAsked')}
        form={erase}
      >
        <Box name="suppressAddress" label={say('suppressAddress')} />
      </RightForm>
      <RightForm
        title={say('storageTitle')}
        text={say('storageText')}
        button={say('withdrawStorage')}
        done={say('rightAsked')}
        form={withdraw}
      >
        <Box name="suppressAddress" label={say('suppressAddress')} />
      </RightForm>
    </>
  );
}
