import { expect, test } from 'vitest';
import { makeToken } from '../../lambda/domain/contact/link-token.ts';
import { answerLink } from '../../lambda/links/answer-link.ts';
import { giveLabel, informationWords } from '../../lambda/links/information-words.ts';
import { readLinkRequest } from '../../lambda/links/link-request.ts';
import { MemoryWorld } from '../domain/mail/memory-world.ts';
import { restEvent } from './events.ts';
import { unusedPorts } from './unused-ports.ts';

/** An address that would break out of its attribute if nothing held it. */
const informationPage = 'https://my.example/give?a="b"&c=<d>#';

function open(token: string, lang: 'vi' | 'en', method = 'GET') {
  const { ports } = new MemoryWorld();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const settings = { ...ports.settings, informationPage };
  const deps = { ...ports, log, settings, ...unusedPorts };
  return answerLink(deps, readLinkRequest(restEvent(method, token, { purpose: 'information', lang })));
}
const { token } = makeToken(new MemoryWorld().ports.random);

test.each(['vi', 'en'] as const)(
  'P1.5: leads to the frontend, with the token where no server sees it, and declines by its button (%s)',
  async (lang) => {
    const { statusCode, body } = await open(token, lang);
    expect(statusCode).toBe(200);
    const { heading, buttons } = informationWords.ASKED[lang];
    expect(body).toContain(`<h1>${heading}</h1>`);
    expect(body).toContain(
      `<a class="button" href="https://my.example/give?a=&quot;b&quot;&amp;c=&lt;d&gt;#${token}">${giveLabel[lang]}</a>`,
    );
    expect(body).toContain(`<button type="submit" class="second">${buttons?.[0]?.label}</button>`);
  },
);

test('P1.5: what is no token stands on no page', async () => {
  for (const one of ['"><script>', 'a-token', `${token}"`]) {
    const { statusCode, body } = await open(one, 'en');
    expect(statusCode).toBe(404);
    expect(body).not.toContain(informationPage.slice(0, 20));
    expect(body).not.toContain(one);
  }
});
