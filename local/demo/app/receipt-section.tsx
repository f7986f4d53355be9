import { type ReactNode, useState } from 'react';
import type { Refusal } from '../client.ts';
import { ConsentReceiptDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { RefusalNote } from './notes.tsx';
import { saveFile } from './save-file.ts';
import { refusalOf } from './use-answer.ts';

const fileName = 'cloudfly-consents.jws';

/** The signed receipt of the consents, as a file to keep (D356 6(1)). */
export function ReceiptSection(): ReactNode {
  const { ask, say } = useDemo();
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const [done, setDone] = useState(false);
  const download = async () => {
    try {
      const jws = (await ask(ConsentReceiptDocument, {})).me?.consentReceipt?.jws;
      if (jws !== undefined) saveFile(fileName, 'application/jose', jws);
      setDone(jws !== undefined);
      setRefusal(undefined);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  return (
    <section aria-labelledby="receipt-title">
      <h2 id="receipt-title">{say('receiptTitle')}</h2>
      <p>{say('receiptText')}</p>
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="actions">
        <button type="button" onClick={() => void download()}>
          {say('downloadReceipt')}
        </button>
        <p role="status">{done ? say('downloaded') : ''}</p>
      </div>
    </section>
  );
}
