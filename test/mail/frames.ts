import type { RefusablePurpose } from '../../lambda/domain/purposes.ts';
import type { Frame } from '../../lambda/mail/frame.ts';

export const sender = ['CloudFly', '1 Đường Ví Dụ, Thành phố Hồ Chí Minh', '1900 0000', 'cloudfly.example'];
export const page = 'https://links.example/links/refuse/16aaaa';
export const pageOfAll = 'https://links.example/links/refuse/10bbbb';

/** What stands around a mail: of a duty when it has no purpose that can be refused; about a request when it has a reference. */
export function frameFor(
  purpose: RefusablePurpose | undefined,
  advertising = false,
  reference?: string | undefined,
): Frame {
  return {
    sender,
    advertising,
    ...(reference !== undefined && { reference }),
    refusing: purpose && { purpose, page, pageOfAll },
    isOffSite: (link) => !link.includes('cloudfly.example'),
    holdsOffSite: (words) => words.includes('elsewhere.test'),
  };
}
