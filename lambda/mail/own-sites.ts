/**
 * Tells links that leave CloudFly's own sites (P5.2). What is no web address leaves them, too.
 * @param ownSites domains, each with everything below it
 */
export function createOffSiteTest(ownSites: readonly string[]): (link: string) => boolean {
  const own = ownSites.map((site) => site.toLowerCase());
  return (link) => {
    if (!URL.canParse(link)) return true;
    const { hostname } = new URL(link);
    return !own.some((site) => hostname === site || hostname.endsWith(`.${site}`));
  };
}
