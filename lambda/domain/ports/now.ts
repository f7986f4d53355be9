/** The current instant. The only clock. */
export type Now = () => Date;
