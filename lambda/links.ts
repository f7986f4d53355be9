import { answerLink } from './links/answer-link.ts';
import type { PageAnswer } from './links/link-page.ts';
import { readLinkRequest } from './links/link-request.ts';
import type { GatewayEvent } from './runtime/gateway-event.ts';
import { wireLinks } from './runtime/wire-links.ts';

/** Pages behind the links in mails: GET shows, POST acts. */
export async function handler(event: GatewayEvent): Promise<PageAnswer> {
  return answerLink(wireLinks(), readLinkRequest(event));
}
