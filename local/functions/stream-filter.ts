/** Attributes of the new image, each with the values one of which it must have. */
export type StreamFilter = Readonly<Record<string, readonly string[]>>;

/** An item as it is after a change; undefined when it is gone. */
export type NewImage = Readonly<Record<string, { readonly S?: unknown }>> | undefined;

/** Whether a filter lets a record through; none lets every record through. */
export const isWanted = (filter: StreamFilter | undefined, image: NewImage): boolean =>
  Object.entries(filter ?? {}).every(([attribute, values]) =>
    values.includes(String(image?.[attribute]?.S ?? '')),
  );
