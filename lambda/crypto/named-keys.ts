import { appName, createWrappedKeys, type WrappedKeysDeps } from './wrapped-keys.ts';

/** Keys by name, for MACs and records outside the classes: `AUDIT-MAC#1`, `ORIGIN#2026-11`. Never written to: others hold them. */
export interface NamedKeys {
  /** 32 bytes; made at the first need. */
  get(name: string): Promise<Buffer>;
  /** 32 bytes; undefined when there is no such key (yet, or any more). For readers, who may not make one. */
  find(name: string): Promise<Buffer | undefined>;
}

/**
 * Named keys under one KMS key, with EncryptionContext {app, purpose, name}.
 *
 * @param deps.purpose what they are for, as an IAM condition may ask it
 */
export function createNamedKeys(
  deps: WrappedKeysDeps & { readonly kmsKeyId: string; readonly purpose: string },
): NamedKeys {
  const keys = createWrappedKeys(deps);
  const { kmsKeyId, purpose } = deps;
  const keyOf = (name: string) => ({ name, kmsKeyId, context: { app: appName, purpose, name } });
  return { get: (name) => keys.obtain(keyOf(name)), find: (name) => keys.find(keyOf(name)) };
}
