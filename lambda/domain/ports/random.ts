/** Randomness: unpredictable, and a port so that a simulation can replay it. */
export interface Random {
  /** 26 characters of Crockford base32, 128 random bits. */
  id(): string;
  bytes(length: number): Uint8Array;
}
