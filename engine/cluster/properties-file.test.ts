import { expect, test } from 'vitest';
import { readProperties } from './properties-file.ts';

test('comments and empty lines are passed over, and lines are counted', () => {
  const text = '# a file\n\nnode.id=1\r\n  ! more\n  process.roles = broker,controller  \n';
  expect(readProperties(text)).toEqual([
    { name: 'node.id', value: '1', line: 3 },
    { name: 'process.roles', value: 'broker,controller', line: 5 },
  ]);
});

test.each([
  ['a=b', 'a', 'b'],
  ['a:b', 'a', 'b'],
  ['a b', 'a', 'b'],
  ['a = b = c', 'a', 'b = c'],
  ['a', 'a', ''],
  ['a=', 'a', ''],
  ['a\\=b=c', 'a=b', 'c'],
  ['a=C:\\\\data', 'a', 'C:\\data'],
  ['a=tab\\there', 'a', 'tab\there'],
  ['a=\\u00e9', 'a', 'é'],
  ['\uFEFFa=b', 'a', 'b'],
  ['listeners=PLAINTEXT://:9092', 'listeners', 'PLAINTEXT://:9092'],
])('%j is %j and %j', (text, name, value) => {
  expect(readProperties(text)).toEqual([{ name, value, line: 1 }]);
});

test('a line that ends with a backslash goes on', () => {
  expect(readProperties('a=1,\\\n   2,\\\n   3\nb=x\\\\\nc=y')).toEqual([
    { name: 'a', value: '1,2,3', line: 1 },
    { name: 'b', value: 'x\\', line: 4 },
    { name: 'c', value: 'y', line: 5 },
  ]);
});
