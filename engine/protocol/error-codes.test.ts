/** The table of errors is whole and consistent. */

import { describe, expect, test } from 'vitest';
import { allErrors, ErrorCode, errorByCode } from './error-codes.ts';

describe('error codes', () => {
  test('the codes run from -1 to 133 without a gap', () => {
    expect(allErrors().map(({ code }) => code)).toEqual(
      Array.from({ length: 135 }, (_, index) => index - 1),
    );
  });

  test('each name leads to its code and each code to its name', () => {
    expect(allErrors().map(({ name }) => ErrorCode[name])).toEqual(
      allErrors().map(({ code }) => code),
    );
    expect(allErrors().map(({ code }) => errorByCode(code).name)).toEqual(
      allErrors().map(({ name }) => name),
    );
  });

  test('an error tells whether trying again may help, and what it means', () => {
    expect(errorByCode(ErrorCode.NOT_COORDINATOR)).toEqual({
      code: 16,
      name: 'NOT_COORDINATOR',
      isRetriable: true,
      sentence: 'Another broker is the coordinator.',
    });
    expect(errorByCode(ErrorCode.REBALANCE_IN_PROGRESS).isRetriable).toBe(false);
  });

  test('a code of a newer Kafka is an unknown server error', () => {
    expect(errorByCode(9999).name).toBe('UNKNOWN_SERVER_ERROR');
  });

  test('every sentence is one sentence, and no two are the same', () => {
    const sentences = allErrors().map(({ sentence }) => sentence);
    expect(sentences.filter((sentence) => !/^[A-Z][^.]*(\.[a-z][^.]*)*\.$/.test(sentence))).toEqual(
      [],
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
