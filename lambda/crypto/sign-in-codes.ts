import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { KmsKeyringNode } from '@aws-crypto/kms-keyring-node';
import { CommitmentPolicy } from '@aws-crypto/material-management-node';
import { DecryptCommand, type DecryptCommandInput, type KMSClient } from '@aws-sdk/client-kms';

/** Opens what the identity provider encrypted. */
export interface SignInCodes {
  /** @param sealed Base64 of a message of the AWS Encryption SDK. @throws Error when it is not what was encrypted under the key */
  open(sealed: string): Promise<string>;
}

// Cognito's messages may be of the format without key commitment.
const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);

const notOffered = (): never => {
  throw new TypeError('codes are opened here, never sealed');
};

/** @param deps.kmsKeyId the one key that may have wrapped a message's data key: KMS refuses any other */
export function createSignInCodes({ kms, kmsKeyId }: { kms: KMSClient; kmsKeyId: string }): SignInCodes {
  const client = {
    async decrypt(input: DecryptCommandInput) {
      const { KeyId = '', Plaintext } = await kms.send(new DecryptCommand({ ...input, KeyId: kmsKeyId }));
      return { KeyId, ...(Plaintext && { Plaintext }) };
    },
    encrypt: notOffered,
    generateDataKey: notOffered,
  };
  const keyring = new KmsKeyringNode({ discovery: true, clientProvider: () => client });
  return {
    async open(sealed) {
      const { plaintext } = await decrypt(keyring, Buffer.from(sealed, 'base64'));
      return plaintext.toString('utf8');
    },
  };
}
