/** A table as an engine holds it, under the words of DynamoDB's API. */
interface EffectiveTable {
  /** Attribute and kind of key, `pk HASH`. */
  readonly keys: readonly string[];
  /** Attribute and its type, of every key there is. */
  readonly attributes: readonly string[];
  /** By name: keys, and what is projected. */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
  readonly stream: string | undefined;
  readonly expiry: string | undefined;
  readonly billing: string | undefined;
}

interface EffectiveStream {
  readonly table: string;
  readonly batchSize: number;
  readonly retries: number;
  readonly parallel: number;
  readonly filter: Readonly<Record<string, readonly string[]>>;
}

/** What runs, wherever it runs. Names are what stands behind the stage's prefix. */
export interface Effective {
  readonly tables: Readonly<Record<string, EffectiveTable>>;
  /** By function, as the three that follow. */
  readonly streams: Readonly<Record<string, EffectiveStream>>;
  /** Minutes between two runs. */
  readonly schedules: Readonly<Record<string, number>>;
  /** Names of the variables that it is given. */
  readonly environment: Readonly<Record<string, readonly string[]>>;
  /** Which table, key or bucket each variable means that means one. */
  readonly meant: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `POST /graphql: api`. */
  readonly routes: readonly string[];
  /** Who is called with SES's events, and who with receipts. */
  readonly told: { readonly mailEvents: string; readonly receipts: string };
  /** Kind of each key, by its purpose. */
  readonly keys: Readonly<Record<string, string>>;
  readonly archiveLock: string | undefined;
  readonly inbound: {
    readonly encryption: string | undefined;
    /** Beginning of names, and the days after which such objects go. */
    readonly expiry: Readonly<Record<string, number>>;
    readonly versions: string | undefined;
  };
}

/** Variables that mean something that has a name of its own in each stage. */
export const meaning = /^(TABLE_|KMS_KEY_|AUDIT_BUCKET$|INBOUND_BUCKET$|CREATES_KEYS$)/;
