import { setTimeout as pause } from 'node:timers/promises';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { KmsKeyringNode } from '@aws-crypto/kms-keyring-node';
import { CommitmentPolicy } from '@aws-crypto/material-management-node';
import type { Json } from '../client.ts';
import { keyAlias } from '../environment.ts';
import { answerKms } from '../kms.ts';
import { canary } from './person.ts';
import type { Stage } from './stage.ts';

/** A code that the identity provider of employees had sent. */
export interface CodeAsked {
  readonly email: string;
  readonly code: string;
  readonly event: object;
}

/** Some employees sign in at once. */
export async function signIn(stage: Stage): Promise<void> {
  const count = 1 + stage.draw.below(4);
  await Promise.all(Array.from({ length: count }, () => askForCodes(stage)));
}

/** Once or twice: the identity provider seals a code, and tells the function of it. */
async function askForCodes({ draw, told, codes, trace }: Stage): Promise<void> {
  const sub = canary(draw, 'sub');
  const email = `${canary(draw, 'u')}@cloudfly.example`;
  const times = 1 + draw.below(2);
  for (let done = 0; done < times; done++) {
    const code = canary(draw, 'code');
    const event = {
      ...{ version: '1', triggerSource: 'CustomEmailSender_Authentication', userName: sub, response: {} },
      request: {
        ...{ type: 'customEmailSenderRequestV1', code: await sealed(code) },
        userAttributes: { sub, email },
      },
    };
    codes.push({ email, code, event });
    trace.note('a code of sign-in is asked for');
    told.accept('signInMail', event);
    await pause(draw.one([0, 1000, 60_000]));
  }
}

const { encrypt } = buildEncrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

function asked(operation: string, input: object): Json {
  const headers = { 'x-amz-target': `TrentService.${operation}` };
  const request = { hostname: 'kms.invalid', method: 'POST', path: '/', headers };
  return JSON.parse(answerKms({ ...request, body: JSON.stringify(input) }).body.toString());
}

const bytesIn = (text: string) => Buffer.from(text, 'base64');
const kms = {
  async generateDataKey(input: object) {
    const { KeyId, Plaintext, CiphertextBlob } = asked('GenerateDataKey', input);
    return { KeyId, Plaintext: bytesIn(Plaintext), CiphertextBlob: bytesIn(CiphertextBlob) };
  },
};

/** As Cognito does, with the AWS Encryption SDK. */
async function sealed(code: string): Promise<string> {
  const { KeyMetadata } = asked('DescribeKey', { KeyId: keyAlias('signIn') });
  const keyring = new KmsKeyringNode({ generatorKeyId: KeyMetadata.Arn, clientProvider: () => kms as never });
  return (await encrypt(keyring, code)).result.toString('base64');
}
