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

export function clientLines({ bootstrap, topic }: Target): readonly ClientLines[] {
  const brokers = bootstrap.split(',').map((broker) => `'${broker}'`);
  return [
    {
      id: 'kcat',
      name: 'kcat',
      lines: [
        `kcat -b ${bootstrap} -t ${topic} -C -o beginning`,
        `echo 'hello' | kcat -b ${bootstrap} -t ${topic} -P`,
      ].join('\n'),
    },
    {
      id: 'java',
      name: 'Java',
      lines: [
        'Properties config = new Properties();',
        `config.put("bootstrap.servers", "${bootstrap}");`,
        'config.put("group.id", "my-app");',
        'config.put("auto.offset.reset", "earliest");',
        'config.put("key.deserializer", StringDeserializer.class.getName());',
        'config.put("value.deserializer", StringDeserializer.class.getName());',
        'var consumer = new KafkaConsumer<String, String>(config);',
        `consumer.subscribe(List.of("${topic}"));`,
      ].join('\n'),
    },
    {
      id: 'js',
      name: 'JavaScript',
      lines: [
        "import { Kafka } from 'kafkajs';",
        '',
        `const kafka = new Kafka({ clientId: 'my-app', brokers: [${brokers.join(', ')}] });`,
        "const consumer = kafka.consumer({ groupId: 'my-app' });",
        'await consumer.connect();',
        `await consumer.subscribe({ topic: '${topic}', fromBeginning: true });`,
        'await consumer.run({',
        '  eachMessage: async ({ message }) => console.log(String(message.value)),',
        '});',
      ].join('\n'),
    },
    {
      id: 'python',
      name: 'Python',
      lines: [
        'from confluent_kafka import Consumer',
        '',
        `consumer = Consumer({"bootstrap.servers": "${bootstrap}",`,
        '                     "group.id": "my-app", "auto.offset.reset": "earliest"})',
        `consumer.subscribe(["${topic}"])`,
        'while True:',
        '    message = consumer.poll(1.0)',
        '    if message is not None and message.error() is None:',
        '        print(message.value())',
      ].join('\n'),
    },
    {
      id: 'tools',
      name: 'Kafka tools',
      lines: `kafka-console-consumer.sh --bootstrap-server ${bootstrap} --topic ${topic} --from-beginning`,
    },
  ];
}
