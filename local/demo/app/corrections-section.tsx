import { type ReactNode, useState } from 'react';
import {
  type AskableField,
  OwnCorrectionListDocument,
  type OwnCorrectionsFragment,
  type OwnRecordFragment,
  RequestCorrectionDocument,
} from '../generated/graphql.ts';
import { askableFieldWords } from '../words/contact-code-words.ts';
import { useDemo } from './context.ts';
import { CorrectionEntry } from './correction-entry.tsx';
import { DetailField } from './detail-field.tsx';
import { detailNames, detailsIn } from './detail-names.ts';
import { Select } from './fields.tsx';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { shownValue } from './shown-value.ts';
import { TextArea } from './text-area.tsx';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

/** What is corrected by decision: contact details change at once instead (P4.2). */
const correctable = [
  'ADDRESS',
  'DATE_OF_BIRTH',
  'IDENTITY_NUMBER',
  'BILLING_NAME',
  'BILLING_ADDRESS',
  'TAX_CODE',
  'BANK_ACCOUNT',
  'CARD',
] as const satisfies readonly AskableField[];

/** Asks for what is wrong to be put right, and shows what became of it, old and new beside each other. */
export function CorrectionsSection({ me }: { me: OwnRecordFragment }): ReactNode {
  const { say } = useDemo();
  const { identity, payment } = me.revisions;
  const { data, refusal, reload } = useAnswer(OwnCorrectionListDocument, {}, true, `${identity} ${payment}`);
  const [changed, setChanged] = useState<OwnCorrectionsFragment | undefined>(undefined);
  const corrections = (changed ?? data?.me)?.corrections;
  const present = correctable.filter((field) => currentOf(me, field));
  return (
    <section aria-labelledby="corrections-title">
      <h2 id="corrections-title">{say('correctionsTitle')}</h2>
      <p>{say('correctionsHint')}</p>
      {present.length > 0 && <CorrectionForm me={me} present={present} onAsked={setChanged} />}
      {refusal && <RefusalNote refusal={refusal} retry={reload} />}
      {!corrections && !refusal && <Loading />}
      <ol className="history">
        {corrections?.map((correction) => (
          <CorrectionEntry key={correction.id} correction={correction} />
        ))}
      </ol>
    </section>
  );
}

function CorrectionForm(props: {
  readonly me: OwnRecordFragment;
  readonly present: readonly AskableField[];
  readonly onAsked: (own: OwnCorrectionsFragment) => void;
}): ReactNode {
  const { me, present } = props;
  const { ask, say, language } = useDemo();
  const [field, setField] = useState<AskableField | undefined>(undefined);
  const [times, setTimes] = useState(0);
  const form = useForm(async (filled, idempotencyKey) => {
    const values = detailsIn(filled, field ? [field] : [], 'values.');
    const input = { idempotencyKey, values, why: filled.why ?? '' };
    const { me: own, errors } = (await ask(RequestCorrectionDocument, { input })).requestCorrection;
    if (own) {
      props.onAsked(own);
      setField(undefined);
      setTimes(times + 1);
    }
    return errors;
  }, times);
  const current = field && shownValue(language, currentOf(me, field));
  return (
    <Form
      state={form}
      label={say('correctionsTitle')}
      button={say('requestCorrection')}
      done={say('correctionRequested')}
    >
      <Select
        key={times}
        name="values"
        label={say('correctWhat')}
        required
        options={[
          ['', say('choose')],
          ...present.map((one) => [one, beginning(askableFieldWords[one][language])] as const),
        ]}
        value=""
        onChoose={(value) => setField(present.find((one) => one === value))}
      />
      {current && <p className="small">{say('asItIsNow', { value: current })}</p>}
      {field && <DetailField key={field} field={field} prefix="values." required />}
      <TextArea name="why" label={say('why')} hint={say('whyHint')} required />
    </Form>
  );
}

/** A detail as it is now; null where the customer gave none. */
function currentOf(me: OwnRecordFragment, field: AskableField): unknown {
  const record: Readonly<Record<string, unknown>> = { ...me, ...me.payment };
  return record[detailNames[field]];
}

/** As a line of its own begins. */
const beginning = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
