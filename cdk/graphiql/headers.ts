/** Origins that the page talks to. */
export interface PageOrigins {
  /** Origin of the staff issuer, such as `https://cognito-idp.ap-southeast-1.amazonaws.com`. */
  readonly issuerOrigin: string;
  /** Origin of the token endpoint, where it is not the issuer's: Cognito's hosted sign-in. */
  readonly signInOrigin?: string;
  /** Origin of the API, where it is not the page's own. */
  readonly apiOrigin?: string;
}

/**
 * The page runs its own scripts alone, and talks to its own origin and the sign-in alone.
 *
 * Style attributes are allowed and style elements are not: the editor places each of its lines by a `style` attribute in markup,
 * while the rules it makes as one types go into constructed style sheets (`adopted-style.ts`), which this policy does not
 * concern. An attribute has no selectors, so it cannot read the page; what a `url()` in it could fetch, `img-src` decides.
 *
 * `form-action 'none'`: signing in is a navigation, not a form. No `blob:`: the editor's workers are files of ours.
 */
export function contentSecurityPolicy(origins: PageOrigins): string {
  const connect = ["'self'", origins.issuerOrigin, origins.signInOrigin, origins.apiOrigin];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-elem 'self'",
    "style-src-attr 'unsafe-inline'",
    "worker-src 'self'",
    `connect-src ${[...new Set(connect.filter((origin) => origin !== undefined))].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Headers of every file of the page. Names are in lower case. */
export function graphiqlHeaders(origins: PageOrigins): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(origins),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  };
}
