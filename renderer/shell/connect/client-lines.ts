/** Lines to paste into a terminal or a program, so that it joins the sandbox. */

export interface ClientLines {
  readonly id: string;
  readonly name: string;
  readonly lines: string;
}

export interface Target {
  /** `host:port,…`. */
  readonly bootstrap: string;
  readonly topic: string;
}

interface Client {
  readonly id: string;
  readonly name: string;
  lines(target: Target): readonly string[];
}

const CLIENTS: readonly Client[] = [
  {
    id: 'kcat',
    name: 'kcat',
    lines: ({ bootstrap, topic }) => [
      `kcat -b ${bootstrap} -t ${topic} -C -o beginning`,
      `echo 'hello' | kcat -b ${bootstrap} -t ${topic} -P`,
    ],
  },
  {
    id: 'java',
    name: 'Java',
    lines: ({ bootstrap, topic }) => [
      'Properties config = new Properties();',
      `config.put("bootstrap.servers", "${bootstrap}");`,
      'config.put("group.id", "my-app");',
      'config.put("auto.offset.reset", "earliest");',
      'config.put("key.deserializer", StringDeserializer.class.getName());',
      'config.put("value.deserializer", StringDeserializer.class.getName());',
      'var consumer = new KafkaConsumer<String, String>(config);',
      `consumer.subscribe(List.of("${topic}"));`,
    ],
  },
  {
    id: 'js',
    name: 'JavaScript',
    lines: ({ bootstrap, topic }) => [
      "import { Kafka } from 'kafkajs';",
      '',
      `const brokers = ['${bootstrap.split(',').join("', '")}'];`,
      "const kafka = new Kafka({ clientId: 'my-app', brokers });",
      "const consumer = kafka.consumer({ groupId: 'my-app' });",
      'await consumer.connect();',
      `await consumer.subscribe({ topic: '${topic}', fromBeginning: true });`,
      'await consumer.run({',
      '  eachMessage: async ({ message }) => console.log(String(message.value)),',
      '});',
    ],
  },
  {
    id: 'python',
    name: 'Python',
    lines: ({ bootstrap, topic }) => [
      'from confluent_kafka import Consumer',
      '',
      `consumer = Consumer({"bootstrap.servers": "${bootstrap}",`,
      '                     "group.id": "my-app", "auto.offset.reset": "earliest"})',
      `consumer.subscribe(["${topic}"])`,
      'while True:',
      '    message = consumer.poll(1.0)',
      '    if message is not None and message.error() is None:',
      '        print(message.value())',
    ],
  },
  {
    id: 'tools',
    name: 'Kafka tools',
    lines: ({ bootstrap, topic }) => [
      `kafka-console-consumer.sh --bootstrap-server ${bootstrap} \\`,
      `  --topic ${topic} --from-beginning`,
    ],
  },
];

export function clientLines(target: Target): readonly ClientLines[] {
  return CLIENTS.map(({ id, name, lines }) => ({ id, name, lines: lines(target).join('\n') }));
}
