import { randomBytes } from 'node:crypto';
import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import type { DetailsOf } from '../../../lambda/domain/customer/details.ts';
import { classes, fields } from '../opening-acts.ts';

/** What is one message: each value, each class of a customer (as the product's blobs), or all of a customer. */
export type Grouping = 'value' | 'class' | 'customer';

const suites = {
  committed: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
  signed: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
};

interface Message {
  readonly about: Readonly<Record<string, string>>;
  readonly value: unknown;
}

function messagesOf(details: readonly DetailsOf[], grouping: Grouping): readonly Message[] {
  return details.flatMap((all, n) => {
    const subject = `customer-${n}`;
    if (grouping === 'customer') return [{ about: { subject }, value: all }];
    return classes.flatMap((name): Message[] => {
      if (grouping === 'class') return [{ about: { subject, class: name }, value: all[name] }];
      const members: Readonly<Record<string, unknown>> = { ...all[name] };
      return fields[name].map((field) => ({
        about: { subject, class: name, field },
        value: members[field],
      }));
    });
  });
}

/**
 * The AWS Encryption SDK over the same values: a raw AES keyring in memory, so that nothing goes over a network; what a message is about is its
 * encryption context, and compared when it is opened. `committed` commits to its key and signs nothing; `signed` is the SDK's default.
 */
export async function encryptionSdkActs(
  details: readonly DetailsOf[],
  { grouping, suite }: { grouping: Grouping; suite: keyof typeof suites },
) {
  const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const keyring = new RawAesKeyringNode({
    keyNamespace: 'bench',
    keyName: 'bench',
    unencryptedMasterKey: new Uint8Array(randomBytes(32)),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const messages = messagesOf(details, grouping);
  const seal = ({ about, value }: Message) =>
    encrypt(keyring, JSON.stringify(value), { suiteId: suites[suite], encryptionContext: { ...about } });
  const open = async (sealed: Buffer, { about }: Message): Promise<unknown> => {
    const { plaintext, messageHeader } = await decrypt(keyring, sealed);
    for (const [name, said] of Object.entries(about))
      if (messageHeader.encryptionContext[name] !== said) throw new Error('a message about something else');
    return JSON.parse(plaintext.toString('utf8'));
  };
  const sealed: { readonly bytes: Buffer; readonly message: Message }[] = [];
  for (const message of messages) sealed.push({ bytes: (await seal(message)).result, message });
  for (const { bytes, message } of sealed)
    if (JSON.stringify(await open(bytes, message)) !== JSON.stringify(message.value))
      throw new Error('what was opened is not what was sealed');
  return {
    seal: async () => {
      for (const message of messages) await seal(message);
    },
    open: async () => {
      for (const { bytes, message } of sealed) await open(bytes, message);
    },
    /** Bytes that all messages take. */
    bytes: sealed.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}
