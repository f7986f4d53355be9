import type { KmsInput } from './input.ts';
import type { KeyRing } from './keys.ts';

/** One operation: reads its input, answers its output as JSON (bytes in base64), or throws a KmsError. */
export type KmsOperation = (ring: KeyRing, input: KmsInput) => object;
