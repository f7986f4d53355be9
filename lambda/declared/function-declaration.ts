import type { ArchiveFolder } from './archive-folders.ts';

/** Classes of sealed data, as `domain/access.ts` defines them; named here so that a grant can be data. */
type GrantedClass = 'contact' | 'identity' | 'payment' | 'content';

/** What one deployed function needs. `cdk/` turns it into a function, a role and triggers; `local/` into a worker. */
export interface FunctionDeclaration {
  /** Entry point, relative to the repository; its export is `handler`. */
  readonly entry: string;
  readonly purpose: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** HTTP routes behind API Gateway (REST, payload format 1.0). */
  readonly routes?: readonly { readonly method: 'GET' | 'POST' | 'OPTIONS'; readonly path: string }[];
  /** A table's stream, with the values of `kind`, `state` and `lane` (new image) it wants; none: every record. */
  readonly stream?: {
    readonly table: 'records' | 'audit';
    readonly kinds?: readonly string[];
    readonly states?: readonly string[];
    /** Values of `lane`: mails that nothing paces. */
    readonly lanes?: readonly string[];
    readonly batchSize: number;
    readonly retries: number;
    /**
     * Batches of one shard under way at once, 1 to 10; 1 when absent. Changes of one item stay in their order, those of different
     * items do not.
     */
    readonly parallel?: number;
  };
  /** A topic whose notifications it is called with. */
  readonly topic?: 'mailEvents';
  /** Minutes between two runs. */
  readonly everyMinutes?: number;
  /**
   * `scanWrite` walks through the whole table as well. `name` reads, and adds keys by the names in `namedKeys`: those of customers it can neither
   * change nor remove. `append` adds rows to the audit trail in transactions and cannot read them; `readAppend` can. */
  readonly tables: Readonly<
    Partial<
      Record<'records', 'read' | 'write'> &
        Record<'keys', 'read' | 'name' | 'write' | 'scanWrite'> &
        Record<'audit', 'append' | 'readAppend'>
    >
  >;
  /** Classes whose KEK it may unwrap. */
  readonly classes: readonly GrantedClass[];
  /** May create a KEK epoch (GenerateDataKey) of its classes, and an index key. */
  readonly createsKeys?: boolean;
  readonly index?: boolean;
  /** What it does with the key that signs anchors. */
  readonly anchor?: readonly ('sign' | 'verify')[];
  /** The key of refusal links: makes tokens and reads them. */
  readonly refusalLinks?: boolean;
  /** Called by the identity provider of employees with a code to send, which it may open. */
  readonly signInCodes?: boolean;
  /** Called by the identity provider of employees as it makes a token, which it adds to. */
  readonly staffTokens?: boolean;
  /** Signs what customers take away. */
  readonly signs?: boolean;
  readonly sendsMail?: boolean;
  /** The write-once bucket: whether it is read, and the folders that are added to. */
  readonly archive?: { readonly reads: boolean; readonly adds: readonly ArchiveFolder[] };
  /** Called by SES with the receipt of every mail that comes in, once its raw object is there. */
  readonly receipts?: boolean;
  /**
   * The bucket of inbound mail. `file`: reads and deletes raw mail, keeps and removes sealed attachments. `readSealed`: reads those.
   * `keepSealed`: reads and puts those, removes none.
   */
  readonly inboundBucket?: 'file' | 'readSealed' | 'keepSealed';
  /** Environment variables beside those its grants bring. */
  readonly environment: readonly string[];
}
