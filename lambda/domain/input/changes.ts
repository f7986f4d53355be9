/** What is asked to change of some details: absent means unchanged, null means remove. */
export type Changes<T> = {
  readonly [K in keyof T]?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K];
};
