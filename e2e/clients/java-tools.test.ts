/** Kafka's own command-line tools against our brokers. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServe, type Serve } from './penstock-serve.ts';
import { provideJavaClasspath } from './toolchains.ts';

const tools = {
  topics: 'org.apache.kafka.tools.TopicCommand',
  consoleProducer: 'org.apache.kafka.tools.ConsoleProducer',
  consoleConsumer: 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  consumerGroups: 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  producerPerformance: 'org.apache.kafka.tools.ProducerPerformance',
  getOffsets: 'org.apache.kafka.tools.GetOffsetShell',
  configs: 'kafka.admin.ConfigCommand',
  transactions: 'org.apache.kafka.tools.TransactionsCommand',
};

const classpath = await provideJavaClasspath();

describe("Kafka's command-line tools (Java)", () => {
  if (typeof classpath === 'string') journeys(classpath);
  else skipped(classpath.reason);
});

function skipped(reason: string): void {
  test(`are skipped: ${reason}`, ({ skip }) => skip(reason));
}

function journeys(jars: string): void {
  let serve: Serve;

  beforeAll(async () => {
    serve = await startServe();
  });

  afterAll(async () => {
    expect(await serve.stop()).toBe(0);
  });

  /** Runs a tool to its end, and resolves with what it printed. */
  function tool(name: keyof typeof tools, args: readonly string[], input = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const log4j = fileURLToPath(new URL('java/log4j2.properties', import.meta.url));
      const options = ['-Xmx256M', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars];
      const logging = `-Dlog4j2.configurationFile=${log4j}`;
      const child = spawn('java', [...options, logging, tools[name], ...args]);
      let output = '';
      let errors = '';
      child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
      child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(output);
        else reject(new Error(`${name} ended with ${code}. ${output}${errors}`));
      });
      child.stdin.end(input);
    });
  }

  function server(): string[] {
    return ['--bootstrap-server', serve.bootstrap];
  }

  async function createTopic(topic: string, ...more: readonly string[]): Promise<void> {
    const size = ['--partitions', '3', '--replication-factor', '3'];
    await tool('topics', [...server(), '--create', '--topic', topic, ...size, ...more]);
  }

  test('kafka-topics creates, lists, describes and deletes', async () => {
    await createTopic('made', '--config', 'retention.ms=60000');
    expect((await tool('topics', [...server(), '--list'])).split('\n')).toContain('made');
    const description = await tool('topics', [...server(), '--describe', '--topic', 'made']);
    expect(description).toContain('PartitionCount: 3\tReplicationFactor: 3\tConfigs: ');
    expect(description).toContain('retention.ms=60000');
    expect(description.match(/Leader: [123]\t/g)).toHaveLength(3);
    await tool('topics', [...server(), '--delete', '--topic', 'made']);
    expect((await tool('topics', [...server(), '--list'])).split('\n')).not.toContain('made');
  });

  test.each(['classic', 'consumer'])(
    'kafka-console-producer and kafka-console-consumer pass keys and values, as a group of the %s protocol',
    async (protocol) => {
      const topic = `console-${protocol}`;
      const readers = `readers-${protocol}`;
      await createTopic(topic);
      const lines = Array.from({ length: 20 }, (_, index) => `key-${index % 5}\tvalue ${index}`);
      const keyed = ['--reader-property', 'parse.key=true'];
      const target = [...server(), '--topic', topic];
      await tool('consoleProducer', [...target, ...keyed], `${lines.join('\n')}\n`);
      const chosen = ['--command-property', `group.protocol=${protocol}`];
      const group = ['--group', readers, '--from-beginning', '--max-messages', '20', ...chosen];
      const shown = ['--formatter-property', 'print.key=true', '--timeout-ms', '60000'];
      const read = await tool('consoleConsumer', [...target, ...group, ...shown]);
      expect(read.trim().split('\n').toSorted()).toEqual(lines.toSorted());

      const groups = await tool('consumerGroups', [...server(), '--describe', '--group', readers]);
      const lags = groups
        .split('\n')
        .filter((line) => line.startsWith(readers))
        .map((line) => line.split(/\s+/)[5]);
      expect(lags).toEqual(['0', '0', '0']);
      const types = await tool('consumerGroups', [...server(), '--list', '--type', protocol]);
      expect(types).toMatch(new RegExp(`^${readers}\\s`, 'm'));
    },
  );

  test('kafka-producer-perf-test sends with acks=all, and kafka-get-offsets counts what arrived', async () => {
    await createTopic('fast');
    const load = ['--num-records', '20000', '--record-size', '200', '--throughput', '-1'];
    const properties = [`bootstrap.servers=${serve.bootstrap}`, 'acks=all', 'compression.type=lz4'];
    const said = await tool('producerPerformance', [
      '--topic',
      'fast',
      ...load,
      '--command-property',
      ...properties,
    ]);
    expect(said).toMatch(/^20000 records sent/m);
    const offsets = await tool('getOffsets', [...server(), '--topic', 'fast', '--time', 'latest']);
    const ends = offsets
      .trim()
      .split('\n')
      .map((line) => Number(line.split(':')[2]));
    expect(ends.reduce((sum, end) => sum + end, 0)).toBe(20_000);
  });

  test('kafka-producer-perf-test commits transactions, which kafka-transactions shows and committed readers read whole', async () => {
    await createTopic('transacted');
    const load = ['--num-records', '5000', '--record-size', '100', '--throughput', '5000'];
    const transactions = ['--transactional-id', 'perf', '--transaction-duration-ms', '50'];
    await tool('producerPerformance', [
      '--topic',
      'transacted',
      ...load,
      ...transactions,
      '--command-property',
      `bootstrap.servers=${serve.bootstrap}`,
    ]);
    const listed = await tool('transactions', [...server(), 'list']);
    expect(listed).toMatch(/^perf\s+[123]\s+\d+\s+CompleteCommit\s*$/m);
    const id = ['--transactional-id', 'perf'];
    const described = await tool('transactions', [...server(), 'describe', ...id]);
    // With transaction.version 2 each transaction has an epoch of its own.
    const [epoch] = /^[123]\s+perf\s+\d+\s+(\d+)\s+CompleteCommit/m.exec(described)?.slice(1) ?? [];
    expect(Number(epoch)).toBeGreaterThan(3);
    const committed = ['--isolation-level', 'read_committed', '--from-beginning'];
    const limits = ['--max-messages', '5000', '--timeout-ms', '60000'];
    const read = await tool('consoleConsumer', [
      ...server(),
      '--topic',
      'transacted',
      ...committed,
      ...limits,
    ]);
    expect(read.trim().split('\n')).toHaveLength(5000);
  });

  test('kafka-configs changes and shows the configuration of a topic', async () => {
    await createTopic('configured');
    const target = ['--entity-type', 'topics', '--entity-name', 'configured'];
    const change = ['--alter', '--add-config', 'max.message.bytes=2000'];
    await tool('configs', [...server(), ...target, ...change]);
    expect(await tool('configs', [...server(), ...target, '--describe'])).toContain(
      'max.message.bytes=2000 sensitive=false',
    );
  });
}
