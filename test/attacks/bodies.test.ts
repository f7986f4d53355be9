import { expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { staffRoles } from '../../lambda/domain/access.ts';
import { codeOf, staffToken, startInProcessApi } from '../api/in-process-api.ts';
import { canary } from '../harness/cloud.ts';
import { hostileBodies } from './bodies.ts';

const word = canary('w');
const token = await staffToken(staffRoles);

test.each(Object.entries(hostileBodies(word)))(
  '%s: refused in few words that repeat nothing, with nothing touched',
  async (_, body) => {
    expect(Buffer.byteLength(body)).toBeLessThan(limits.bodyBytes);
    for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
      const api = startInProcessApi();
      const answer = await api.send({ body, headers });
      const said = [answer.text, ...Object.values(answer.headers), ...api.logs].join('\n');
      expect(Buffer.byteLength(answer.text)).toBeLessThan(10_240);
      expect(said).not.toContain(word);
      expect(said).not.toContain('INTERNAL');
      expect(answer.status).toBeLessThan(500);
      if (!('data' in answer.json)) expect(codeOf(answer)).toMatch(/^[A-Z_]+$/);
      expect(api.touched.filter((port) => port !== 'commit')).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }
  },
);
