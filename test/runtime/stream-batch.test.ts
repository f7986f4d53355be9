import { expect, test } from 'vitest';
import { actOnEach, readStreamBatch } from '../../lambda/runtime/stream-batch.ts';

const batchOf = (...images: readonly object[]) => ({
  Records: images.map((NewImage, n) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(n), NewImage },
  })),
});

test('a record that fails, or asks to, comes again; the others are done', async () => {
  const done: (string | undefined)[] = [];
  const failed: unknown[] = [];
  const answer = await actOnEach(
    batchOf({ id: { S: 'a' } }, { id: { S: 'b' } }, {}, { id: { S: 'd' } }),
    async ({ dynamodb: { NewImage } }) => {
      if (!NewImage.id) throw new Error('no id');
      done.push(NewImage.id.S);
      return NewImage.id.S === 'b' ? 'AGAIN' : 'DONE';
    },
    ({ dynamodb }) => void failed.push(dynamodb.SequenceNumber),
  );
  expect(done).toEqual(['a', 'b', 'd']);
  expect(failed).toEqual(['2']);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
});

test('attributes of every kind come through, and an event that is none is refused', () => {
  const image = {
    text: { S: 'x' },
    number: { N: '1' },
    bytes: { B: 'AAA=' },
    yes: { BOOL: true },
    none: { NULL: true },
    list: { L: [{ S: 'a' }, { N: '1' }] },
    map: { M: { a: { S: 'b' } } },
  };
  expect(readStreamBatch(batchOf(image))[0]?.dynamodb.NewImage).toEqual(image);
  for (const event of [undefined, {}, { Records: [{}] }, { Records: [{ dynamodb: {} }] }])
    expect(() => readStreamBatch(event)).toThrow();
});
