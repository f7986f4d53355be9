/** A document that the API knows by its hash; the types of what it takes and gives exist at compile time alone. */
export interface PersistedDocument<Result, Variables> {
  readonly __meta__: {
    /** `sha256:` and the hash in hex, as the manifest has it. */
    readonly hash: string;
    readonly operationName: string;
  };
  readonly __types__?: (variables: Variables) => Result;
}
