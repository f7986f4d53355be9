import { expect, it, vi } from 'vitest';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { lateInboundBucket } from '../../lambda/runtime/late-inbound-bucket.ts';

const loaded = vi.hoisted(() => ({ times: 0, opened: 0 }));
vi.mock('../../lambda/runtime/open-inbound-bucket.ts', () => {
  loaded.times++;
  return {
    openInboundBucket() {
      loaded.opened++;
      return {
        readRaw: async (id: string, most: number) => ({ bytes: new Uint8Array(most), size: id.length }),
        readSealed: async (name: string) => new TextEncoder().encode(name),
      };
    },
  };
});

it('loads nothing of S3 before the first object is asked for, and then once', async () => {
  const bucket = lateInboundBucket(readEnvironment({}));
  await new Promise((resolve) => setImmediate(resolve));
  expect(loaded).toEqual({ times: 0, opened: 0 });
  const [sealed, raw] = await Promise.all([bucket.readSealed('sealed/c/1'), bucket.readRaw('id', 3)]);
  expect(new TextDecoder().decode(sealed)).toBe('sealed/c/1');
  expect(raw).toEqual({ bytes: new Uint8Array(3), size: 2 });
  expect(loaded).toEqual({ times: 1, opened: 1 });
});
