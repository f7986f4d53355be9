import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedType } from '../../lambda/runtime/accepted-type.ts';
import { preferredLanguage } from '../../lambda/runtime/preferred-language.ts';

describe('the language asked for', () => {
  it.each([
    [undefined, 'vi'],
    ['', 'vi'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['en-GB,en;q=0.9,vi;q=0.1', 'en'],
    ['vi;q=0.5, en;q=0.4', 'vi'],
    ['vi; q=0.5, en ; q=0.6', 'en'],
    ['fr, en;q=0', 'vi'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=2', 'vi'],
    ['en;q=abc', 'vi'],
    ['*', 'vi'],
    [';;q=,,*', 'vi'],
  ])('%j: %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  it('is one of the two, whatever stands there', () => {
    fc.assert(fc.property(fc.string(), (header) => ['vi', 'en'].includes(preferredLanguage(header))));
  });
});

describe('the media type asked for', () => {
  const json = 'application/json';
  const graphql = 'application/graphql-response+json';
  it.each([
    [undefined, json],
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [graphql, graphql],
    [`${graphql}, ${json};q=0.9`, graphql],
    [`${json}, ${graphql}`, json],
    [`${json};q=0.2, ${graphql};q=0.8`, graphql],
    [`${json};q=0, ${graphql}`, graphql],
    ['Application/JSON; charset=UTF-8', json],
    ['text/html, */*;q=0.1', json],
    [`${json}; charset=latin1`, undefined],
    ['text/html', undefined],
    ['text/event-stream', undefined],
    ['multipart/mixed', undefined],
    [`${json};q=0`, undefined],
    ['toString', undefined],
  ])('%j: %s', (header, type) => {
    expect(acceptedType(header)).toBe(type);
  });
});
