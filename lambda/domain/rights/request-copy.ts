import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';

/**
 * The customer asks for a copy of everything that is held of them (D356 5(3)). It is made when it is fetched, for `limits.copyDays`; a mail
 * says so, and leads to the site, where one signs in.
 * @throws DomainError those of `requestRight`
 */
export const requestCopy = (
  deps: RequestRightDeps & Pick<Ports, 'settings'>,
  viewer: CustomerViewer,
  call: RightCall,
): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'requestCopy',
    right: 'COPY',
    carryOut({ now }) {
      const until = after(now, { days: limits.copyDays });
      const mail = { outcome: 'READY', until, link: deps.settings.sender.site } as const;
      return { state: 'DONE', copyUntil: until, mail };
    },
  });
