import { createHash, createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  DryRunOperationException,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  InvalidKeyUsageException,
  KMSClient,
  KMSInvalidMacException,
  KMSInvalidSignatureException,
  ListKeysCommand,
  NotFoundException,
  ReEncryptCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalKms, startKms } from '../../local/kms/start.ts';
import { otherAddressesThatAnswer } from './loopback-only.ts';

const uuid = randomUUID();
const arn = `arn:aws:kms:eu-west-1:111122223333:key/${randomUUID()}`;
const keys = {
  'alias/contact': 'SYMMETRIC_DEFAULT',
  [uuid]: 'SYMMETRIC_DEFAULT',
  [arn]: 'HMAC_256',
  'alias/anchor': 'ECC_NIST_P256',
} as const;

function clientOf(url: string): KMSClient {
  return new KMSClient({
    endpoint: url,
    region: 'ap-southeast-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

let kms: LocalKms;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKms({ keys });
  client = clientOf(kms.url);
});
afterAll(async () => {
  client.destroy();
  await kms.stop();
});

describe('encryption', () => {
  const context = { app: 'cloudfly', class: 'contact', kekVersion: '1' };

  test('a data key comes back from its blob, whatever the order of its context', async () => {
    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId: 'alias/contact', KeySpec: 'AES_256', EncryptionContext: context }),
    );
    expect(made.Plaintext).toHaveLength(32);
    const reordered = Object.fromEntries(Object.entries(context).reverse());
    const opened = await client.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: reordered }),
    );
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(made.KeyId);
    expect(opened.KeyId).toMatch(/^arn:aws:kms:[^:]+:\d{12}:key\/[0-9a-f-]{36}$/);
  });

  test('another context, an absent one, and one whose pairs run together are all refused', async () => {
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: uuid, Plaintext: randomBytes(32), EncryptionContext: { a: '1', b: '2' } }),
    );
    for (const wrong of [{ a: '1', b: '3' }, { a: '1' }, undefined, { a: '1b2' }, { 'a","1': 'b', b: '2' }])
      await expect(
        client.send(new DecryptCommand({ CiphertextBlob, ...(wrong && { EncryptionContext: wrong }) })),
      ).rejects.toBeInstanceOf(InvalidCiphertextException);
  });

  test('no changed bit of a blob passes', async () => {
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: uuid, Plaintext: randomBytes(9) }),
    );
    const bits = (CiphertextBlob?.length ?? 0) * 8;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bits - 1 }), async (bit) => {
        const changed = Uint8Array.from(CiphertextBlob ?? []);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await expect(client.send(new DecryptCommand({ CiphertextBlob: changed }))).rejects.toBeInstanceOf(
          InvalidCiphertextException,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a blob under another key than the one named is refused', async () => {
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: uuid, Plaintext: randomBytes(9) }),
    );
    await expect(
      client.send(new DecryptCommand({ CiphertextBlob, KeyId: 'alias/contact' })),
    ).rejects.toBeInstanceOf(IncorrectKeyException);
  });

  test('re-encryption moves a secret to another key and context without showing it', async () => {
    const secret = randomBytes(32);
    const first = await client.send(
      new EncryptCommand({ KeyId: uuid, Plaintext: secret, EncryptionContext: { epoch: '1' } }),
    );
    const moved = await client.send(
      new ReEncryptCommand({
        CiphertextBlob: first.CiphertextBlob,
        SourceEncryptionContext: { epoch: '1' },
        DestinationKeyId: 'alias/contact',
        DestinationEncryptionContext: { epoch: '2' },
      }),
    );
    expect(moved).not.toHaveProperty('Plaintext');
    expect(moved.SourceKeyId).toBe(first.KeyId);
    const opened = await client.send(
      new DecryptCommand({
        CiphertextBlob: moved.CiphertextBlob,
        KeyId: 'alias/contact',
        EncryptionContext: { epoch: '2' },
      }),
    );
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(secret);
  });

  test('a data key without its plaintext opens to as many bytes as asked', async () => {
    const made = await client.send(
      new GenerateDataKeyWithoutPlaintextCommand({ KeyId: uuid, NumberOfBytes: 48 }),
    );
    expect(made).not.toHaveProperty('Plaintext');
    const opened = await client.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
    expect(opened.Plaintext).toHaveLength(48);
  });

  test('random bytes differ', async () => {
    const ask = () => client.send(new GenerateRandomCommand({ NumberOfBytes: 24 }));
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one.Plaintext).toHaveLength(24);
    expect(one.Plaintext).not.toEqual(other.Plaintext);
  });
});

describe('MACs and signatures', () => {
  test('a MAC holds for its message alone', async () => {
    const Message = randomBytes(40);
    const MacAlgorithm = 'HMAC_SHA_256';
    const { Mac } = await client.send(new GenerateMacCommand({ KeyId: arn, Message, MacAlgorithm }));
    expect(Mac).toHaveLength(32);
    const held = await client.send(new VerifyMacCommand({ KeyId: arn, Message, MacAlgorithm, Mac }));
    expect(held.MacValid).toBe(true);
    await expect(
      client.send(new VerifyMacCommand({ KeyId: arn, Message: randomBytes(40), MacAlgorithm, Mac })),
    ).rejects.toBeInstanceOf(KMSInvalidMacException);
  });

  test.each(['RAW', 'DIGEST'] as const)(
    'a %s signature verifies here and with the public key alone',
    async (MessageType) => {
      const text = randomBytes(100);
      const SigningAlgorithm = 'ECDSA_SHA_256';
      const Message = MessageType === 'RAW' ? text : createHash('sha256').update(text).digest();
      const asked = { KeyId: 'alias/anchor', Message, MessageType, SigningAlgorithm } as const;
      const { Signature } = await client.send(new SignCommand(asked));
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: 'alias/anchor' }));
      const publicKey = createPublicKey({ key: Buffer.from(PublicKey ?? []), type: 'spki', format: 'der' });
      expect(verify('sha256', text, publicKey, Signature ?? Buffer.alloc(0))).toBe(true);
      expect((await client.send(new VerifyCommand({ ...asked, Signature }))).SignatureValid).toBe(true);
      await expect(
        client.send(new VerifyCommand({ ...asked, Message: randomBytes(32), Signature })),
      ).rejects.toBeInstanceOf(KMSInvalidSignatureException);
      await expect(
        client.send(new VerifyCommand({ ...asked, Signature: randomBytes(70) })),
      ).rejects.toBeInstanceOf(KMSInvalidSignatureException);
    },
  );
});

describe('refusals', () => {
  test.each(['alias/nobody', randomUUID(), 'constructor'])(
    'the undeclared key %s does not exist',
    async (KeyId) => {
      await expect(
        client.send(new EncryptCommand({ KeyId, Plaintext: randomBytes(1) })),
      ).rejects.toBeInstanceOf(NotFoundException);
    },
  );

  test('a key serves its own use only', async () => {
    await expect(
      client.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256' })),
    ).rejects.toBeInstanceOf(InvalidKeyUsageException);
    await expect(
      client.send(
        new GenerateMacCommand({ KeyId: uuid, Message: randomBytes(1), MacAlgorithm: 'HMAC_SHA_256' }),
      ),
    ).rejects.toBeInstanceOf(InvalidKeyUsageException);
  });

  test('a disabled key is described but does nothing until it is enabled', async () => {
    const other = await startKms({ keys: { 'alias/one': 'SYMMETRIC_DEFAULT' } });
    const KeyId = 'alias/one';
    const to = clientOf(other.url);
    await to.send(new DisableKeyCommand({ KeyId }));
    expect((await to.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Enabled).toBe(false);
    const ask = () => to.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    await expect(ask()).rejects.toBeInstanceOf(DisabledException);
    await to.send(new EnableKeyCommand({ KeyId }));
    await expect(ask()).resolves.toHaveProperty('Plaintext');
    to.destroy();
    await other.stop();
  });

  test.each([
    new EncryptCommand({ KeyId: uuid, Plaintext: randomBytes(4097) }),
    new GenerateDataKeyCommand({ KeyId: uuid }),
    new GenerateDataKeyCommand({ KeyId: uuid, KeySpec: 'AES_256', NumberOfBytes: 32 }),
    new GenerateRandomCommand({ NumberOfBytes: 1025 }),
    new SignCommand({
      KeyId: 'alias/anchor',
      Message: randomBytes(31),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  ])('what AWS finds invalid is a ValidationException (%#)', async (command) => {
    await expect(client.send(command as EncryptCommand)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('a dry run says so, and an operation that is not here is refused', async () => {
    await expect(
      client.send(new GenerateDataKeyCommand({ KeyId: uuid, KeySpec: 'AES_256', DryRun: true })),
    ).rejects.toBeInstanceOf(DryRunOperationException);
    await expect(client.send(new ListKeysCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  test('a name that is neither UUID, key ARN nor alias cannot be declared', async () => {
    await expect(startKms({ keys: { contact: 'SYMMETRIC_DEFAULT' } })).rejects.toThrow(
      /cannot declare the key/,
    );
  });
});

describe('the endpoint', () => {
  test('secrets outlive a restart, in files that others cannot read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kms-'));
    const directory = join(folder, 'kept');
    const before = await startKms({ directory, keys });
    const first = clientOf(before.url);
    const secret = randomBytes(32);
    const sealed = await first.send(new EncryptCommand({ KeyId: 'alias/contact', Plaintext: secret }));
    const anchor = { KeyId: 'alias/anchor' };
    const { PublicKey } = await first.send(new GetPublicKeyCommand(anchor));
    await first.send(new DisableKeyCommand({ KeyId: arn }));
    first.destroy();
    await before.stop();

    const after = await startKms({ directory, keys });
    const second = clientOf(after.url);
    const opened = await second.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(secret);
    expect((await second.send(new GetPublicKeyCommand(anchor))).PublicKey).toEqual(PublicKey);
    expect((await second.send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata?.Enabled).toBe(false);
    second.destroy();
    await after.stop();
    const files = readdirSync(directory);
    expect(files.length).toBeGreaterThan(0);
    if (process.platform !== 'win32')
      for (const file of files) expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('another master cannot open the blob', async () => {
    const other = await startKms({ keys });
    const to = clientOf(other.url);
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: uuid, Plaintext: randomBytes(9) }),
    );
    await expect(to.send(new DecryptCommand({ CiphertextBlob }))).rejects.toBeInstanceOf(
      InvalidCiphertextException,
    );
    to.destroy();
    await other.stop();
  });

  test('calls are counted by operation, refused ones included', async () => {
    const other = await startKms({ keys });
    const to = clientOf(other.url);
    await to.send(new GenerateRandomCommand({ NumberOfBytes: 1 }));
    await to.send(new GenerateRandomCommand({ NumberOfBytes: 1 }));
    await to.send(new DescribeKeyCommand({ KeyId: 'alias/nobody' })).catch(() => undefined);
    expect(other.calls()).toEqual({ GenerateRandom: 2, DescribeKey: 1 });
    to.destroy();
    await other.stop();
  });

  test('a taken port is one clear sentence', async () => {
    const port = Number(new URL(kms.url).port);
    await expect(startKms({ keys, port })).rejects.toThrow(
      `The local KMS cannot start: port ${port} of 127.0.0.1 is taken; stop what uses it or choose another port.`,
    );
  });

  test('it answers on 127.0.0.1 alone, and to no other host name', async () => {
    expect(await otherAddressesThatAnswer(kms.url)).toEqual([]);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(kms.url, { headers: { host: 'elsewhere.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
