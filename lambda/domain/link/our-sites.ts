import type { Settings } from '../ports/settings.ts';
import { createOwnSites, type OwnSites } from './own-sites.ts';

/** CloudFly's own sites as a stage is told them (`OWN_SITES`), and the pages behind the links of mails, wherever they lie. */
export const ourSites = ({ ownSites, linksUrl }: Pick<Settings, 'ownSites' | 'linksUrl'>): OwnSites =>
  createOwnSites(ownSites, [linksUrl]);
