import { uncover } from '../../lambda/domain/pii.ts';
import { attachmentObject, type RequestEntry } from '../../lambda/domain/request/request.ts';
import { requireSubject } from '../../lambda/domain/request/require-request.ts';
import { attachmentAt, attachmentNameAt, openEntry } from '../../lambda/domain/request/sealed-words.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { openInboundBucket } from '../../lambda/runtime/open-inbound-bucket.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import type { TestCloud } from './cloud.ts';
import { localIdOf } from './register.ts';
import { takeEnvironment } from './take-environment.ts';

/**
 * Reads what was filed past the API, with the keys that the cloud's functions have: words, names and bytes. Sets this process's environment to the
 * cloud's; `vi.unstubAllEnvs()` undoes it.
 */
export function openFiled(cloud: TestCloud) {
  takeEnvironment(cloud);
  const env = readEnvironment();
  const ports = createWiring(env);
  const bucket = openInboundBucket(env);

  /** Requests of a subject with all that was said, oldest first. */
  async function requestsOf(subjectId: string) {
    const requests = [...(await ports.requests.ofSubject(subjectId))].reverse();
    if (requests.length === 0) return [];
    const { keyring } = await requireSubject(ports, subjectId);
    const sealing = await ports.sealing.ready(['content'], [keyring]);
    const files = ({ attachments = [] }: RequestEntry) =>
      Promise.all(
        attachments.map(async ({ id, sealedName, contentType, bytes, refused }) => {
          const name = uncover(sealing.open(keyring, attachmentNameAt(id), sealedName));
          const sealed = await bucket.readSealed(attachmentObject(subjectId, id));
          const content = sealed && uncover(sealing.open(keyring, attachmentAt(id), sealed));
          const read = content === undefined ? undefined : Buffer.from(String(content), 'base64');
          return { name, contentType, bytes, refused, content: read };
        }),
      );
    return Promise.all(
      requests.map(async (request) => ({
        ...request,
        entries: await Promise.all(
          (await ports.requests.entries(subjectId, request.reference)).map(async (entry) => ({
            words: openEntry(sealing, keyring, entry),
            author: entry.author,
            isUnproven: entry.isUnproven ?? false,
            files: await files(entry),
          })),
        ),
      })),
    );
  }

  return {
    ports,
    bucket,
    requestsOf,
    /** The same of a customer, by the id that the API shows. */
    ofCustomer: async (id: string) => requestsOf(localIdOf(id)),
    /** Where a mail was filed. */
    mail: (id: string) => ports.inboundMails.load(id),
    /** What a mail became: its request with all that was said. */
    async filed(id: string) {
      const mail = await ports.inboundMails.load(id);
      if (!mail?.filed) throw new Error(`the mail is ${mail?.state}, and filed nowhere`);
      const { subjectId, reference } = mail.filed;
      const request = (await requestsOf(subjectId)).find((one) => one.reference === reference);
      if (!request) throw new Error('there is no such request');
      return request;
    },
  };
}
export type Filed = ReturnType<typeof openFiled>;

/** The domain that takes mail for us. */
export const mailDomain = ({ environment }: Pick<TestCloud, 'environment'>): string =>
  environment.SUPPORT_ADDRESS?.split('@')[1] ?? '';

/** The address of support with a reference behind its name, as a reply has it. */
export const replyAddress = ({ environment }: Pick<TestCloud, 'environment'>, reference: string): string =>
  (environment.SUPPORT_ADDRESS ?? '').replace('@', `+${reference.toLowerCase()}@`);
