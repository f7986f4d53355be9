import { type ReactNode, useState } from 'react';
import type { Refusal } from '../client.ts';
import { OwnCopyDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { RefusalNote } from './notes.tsx';
import { saveFile } from './save-file.ts';
import { refusalOf } from './use-answer.ts';

/** The copy of a request as a file: to read, or for another program. */
export function CopyDownload({ id, onFetched }: { id: string; onFetched: () => void }): ReactNode {
  const { ask, say, language } = useDemo();
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const [done, setDone] = useState(false);
  const download = async (asPage: boolean) => {
    setDone(false);
    try {
      const { me } = await ask(OwnCopyDocument, { language, asPage });
      const copy = me?.rightsRequests.find((request) => request.id === id)?.copy;
      const text = asPage ? copy?.html : copy?.json;
      if (typeof text === 'string')
        saveFile(
          `cloudfly-data.${asPage ? 'html' : 'json'}`,
          asPage ? 'text/html' : 'application/json',
          text,
        );
      setDone(typeof text === 'string');
      setRefusal(undefined);
      onFetched();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  return (
    <>
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="actions">
        <button type="button" onClick={() => void download(true)}>
          {say('downloadPage')}
        </button>
        <button type="button" className="quiet" onClick={() => void download(false)}>
          {say('downloadJson')}
        </button>
        <p role="status">{done ? say('downloaded') : ''}</p>
      </div>
    </>
  );
}
