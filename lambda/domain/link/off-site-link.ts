import { hash } from 'node:crypto';
import type { Language } from '../viewer.ts';

/** A link to a site that is not CloudFly's, as the register has it (P5.1). */
export interface OffSiteLink {
  /** Of its address. */
  readonly id: string;
  readonly url: string;
  /** What it is called, in each language. */
  readonly title: Readonly<Record<Language, string>>;
  /** The team of CloudFly's that answers for its being there: no person's name. */
  readonly owner: string;
  /** Counts every change. */
  readonly version: number;
  readonly registeredAt: string;
  /** Subject of the employee who registered it, or changed it last. */
  readonly registeredBy: string;
  /** When it was taken out of the register, and by whom. What was registered stays known. */
  readonly removedAt: string | undefined;
  readonly removedBy: string | undefined;
}

/** Whether the register has it now. */
export const isRegistered = ({ removedAt }: OffSiteLink): boolean => removedAt === undefined;

/** 128 bits of the SHA-256 of an address: one place for each. Two addresses that differ in their fragment alone are one. */
export function offSiteLinkId(url: string): string {
  return hash('sha256', withoutFragment(url)).slice(0, 32);
}

export function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  return at < 0 ? address : address.slice(0, at);
}
