import type { Audience, ProcessingPurpose, ServiceScope, StaffRole } from './access.ts';
import type { Personal } from './pii.ts';

/** Where a request came from; law asks for address and port (D333 20(3)). Stored sealed only. */
export interface Origin {
  readonly address: string;
  readonly port?: number;
}

/**
 * What an origin is counted by: an IPv4 address, or the /64 that one subscriber of IPv6 is given whole (RFC 6177), within which addresses
 * cost nothing.
 */
export function networkOf({ address }: Origin): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  const groups = [...first, ...zeros, ...last].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

interface Asking {
  /** Correlates an answer, its log lines, audit rows and mails. Random; safe to show. */
  readonly requestId: string;
  readonly origin: Origin;
  readonly language: Language;
}

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** Nobody in particular. */
export interface Visitor extends Asking {
  readonly kind: 'visitor';
}

/** A subject of the customers' issuer; bound to at most one customer record. */
export interface CustomerViewer extends Asking {
  readonly kind: 'customer';
  readonly issuer: string;
  readonly subject: string;
}

/** An employee, by the staff issuer alone. Purpose and reference are as the request named them, not yet judged. */
export interface StaffViewer extends Asking {
  readonly kind: 'staff';
  readonly subject: string;
  readonly roles: readonly StaffRole[];
  readonly purpose: string | undefined;
  readonly reference: string | undefined;
  /** The employee's own address, where their token vouches for it: where tests of what they write go. */
  readonly verifiedEmail?: Personal<string>;
}

/** A machine client of CloudFly's own services. */
export interface ServiceViewer extends Asking {
  readonly kind: 'service';
  readonly clientId: string;
  readonly scopes: readonly ServiceScope[];
}

export type Viewer = Visitor | CustomerViewer | StaffViewer | ServiceViewer;

/** The audiences a viewer belongs to. Staff are never customers here, and the other way round: issuers keep them apart. */
export function audiencesOf(viewer: Viewer): ReadonlySet<Audience> {
  switch (viewer.kind) {
    case 'visitor':
      return new Set(['everyone']);
    case 'customer':
      return new Set(['everyone', 'customer']);
    case 'staff':
      return new Set(['everyone', ...viewer.roles]);
    case 'service':
      return new Set(['everyone', ...viewer.scopes.map((scope) => `scope:${scope}` as const)]);
  }
}

/** The judged purpose of a clear read. */
export interface JudgedPurpose {
  readonly purpose: ProcessingPurpose;
  readonly reference: string;
}
