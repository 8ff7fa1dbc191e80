/** Every client's lines name the brokers and the topic. */

import { expect, test } from 'vitest';
import { clientLines } from './client-lines.ts';

const bootstrap = '127.0.0.1:9092,127.0.0.1:9093';

test.each(['kcat', 'java', 'js', 'python', 'tools'])(
  'the lines for %s name brokers and topic',
  (id) => {
    const lines =
      clientLines({ bootstrap, topic: 'widgets' }).find((client) => client.id === id)?.lines ?? '';
    expect(lines).toContain('127.0.0.1:9093');
    expect(lines).toContain('widgets');
  },
);

test('JavaScript wants brokers as a list', () => {
  const lines = clientLines({ bootstrap, topic: 'widgets' }).find(({ id }) => id === 'js')?.lines;
  expect(lines).toContain("const brokers = ['127.0.0.1:9092', '127.0.0.1:9093'];");
});
