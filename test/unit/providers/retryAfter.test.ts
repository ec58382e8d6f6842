import assert from 'node:assert/strict';
import { retryAfter } from '../../../src/providers/retryAfter';

const now = Date.parse('2024-05-01T10:00:00Z');

describe('retryAfter', () => {
  const cases: [string, Record<string, string>, string, number | undefined][] = [
    ['seconds', { 'retry-after': '20' }, '', 20_000],
    ['part of a second', { 'retry-after': '0.5' }, '', 500],
    ['a date', { 'retry-after': 'Wed, 01 May 2024 10:01:30 GMT' }, '', 90_000],
    ['a date that has passed', { 'retry-after': 'Wed, 01 May 2024 09:00:00 GMT' }, '', 0],
    ['milliseconds, which are more exact', { 'retry-after-ms': '1500', 'retry-after': '2' }, '', 1500],
    ['the reset time of OpenAI', { 'x-ratelimit-reset-requests': '1m30s' }, '', 90_000],
    ['the words of OpenAI', {}, 'Rate limit reached. Please try again in 6m0.5s. Visit …', 360_500],
    ['other words', {}, 'retry after 5 seconds', 5000],
    ['ms in words', {}, 'Please try again in 850ms.', 850],
    ['nothing', {}, 'Too many requests', undefined],
    ['nonsense', { 'retry-after': 'soon' }, '', undefined],
    ['a negative number', { 'retry-after': '-5' }, '', undefined],
    ['years', { 'retry-after': '99999999' }, '', undefined],
  ];
  for (const [name, headers, message, ms] of cases) {
    it(`reads ${name}`, () => assert.equal(retryAfter(new Headers(headers), message, now), ms));
  }
});
