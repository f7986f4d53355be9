import { type ReactNode, useState } from 'react';
import { OpenSupportRequestDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { TextArea } from './text-area.tsx';
import { useForm } from './use-form.ts';

/** Writes to support; each message begins a request of its own (P2.2). */
export function OpenRequest({ onSent }: { onSent: () => void }): ReactNode {
  const { ask, say } = useDemo();
  const [times, setTimes] = useState(0);
  const form = useForm(async (filled, idempotencyKey) => {
    const input = { idempotencyKey, message: filled.message ?? '' };
    const { request, errors } = (await ask(OpenSupportRequestDocument, { input })).openSupportRequest;
    if (request) {
      setTimes(times + 1);
      onSent();
    }
    return errors;
  }, times);
  return (
    <section aria-labelledby="open-title">
      <h2 id="open-title">{say('openRequest')}</h2>
      <Form state={form} label={say('openRequest')} button={say('sendRequest')} done={say('requestSent')}>
        <TextArea name="message" label={say('message')} hint={say('messageHint')} required />
      </Form>
    </section>
  );
}
