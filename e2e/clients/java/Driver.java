/** The driver protocol (see ../README.md) on kafka-clients, Apache Kafka's own. */

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class Driver {
    private static volatile boolean failed = false;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("consume")) {
            consume(args[1], args[2], args[3]);
        } else {
            produce(args);
        }
        System.exit(failed ? 1 : 0);
    }

    private static synchronized void report(String json) {
        System.out.println(json);
        System.out.flush();
    }

    private static void produce(String[] args) throws Exception {
        String topic = args[2];
        int first = Integer.parseInt(args[3]);
        int count = Integer.parseInt(args[4]);
        int rate = Integer.parseInt(args[5]);
        Map<String, Object> config = Map.of(
            "bootstrap.servers", args[1],
            "client.id", "java-driver",
            "acks", "all",
            "compression.type", args[6],
            "linger.ms", 5,
            "delivery.timeout.ms", 60000,
            "request.timeout.ms", 5000,
            "metadata.max.age.ms", 2000);
        long started = System.nanoTime();
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int index = 0; index < count; index++) {
                if (rate > 0) {
                    long dueMs = index * 1000L / rate - (System.nanoTime() - started) / 1_000_000;
                    if (dueMs > 0) Thread.sleep(dueMs);
                }
                int number = first + index;
                var record = new ProducerRecord<>(topic, "k-" + number % 10, "v-" + number);
                record.headers().add("driver", "yes".getBytes(StandardCharsets.UTF_8));
                producer.send(record, (metadata, error) -> {
                    if (error == null) {
                        report("{\"acked\":" + number + "}");
                    } else {
                        failed = true;
                        report("{\"failed\":" + number + ",\"error\":\"" + error.getClass().getName() + "\"}");
                    }
                });
            }
        }
    }

    private static void consume(String bootstrap, String topic, String group) throws IOException {
        Map<String, Object> config = Map.of(
            "bootstrap.servers", bootstrap,
            "client.id", "java-driver",
            "group.id", group,
            "auto.offset.reset", "earliest",
            "auto.commit.interval.ms", 500,
            "session.timeout.ms", 6000,
            "heartbeat.interval.ms", 500,
            "fetch.max.wait.ms", 200,
            "metadata.max.age.ms", 2000);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    report(partitions.stream()
                        .map(partition -> String.valueOf(partition.partition()))
                        .collect(Collectors.joining(",", "{\"assigned\":[", "]}")));
                }
            });
            var input = endOfInput();
            while (input.isAlive()) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    var header = record.headers().lastHeader("driver");
                    report("{\"partition\":" + record.partition()
                        + ",\"offset\":" + record.offset()
                        + ",\"key\":\"" + record.key()
                        + "\",\"value\":\"" + record.value()
                        + "\",\"header\":\"" + new String(header.value(), StandardCharsets.UTF_8) + "\"}");
                }
            }
        }
    }

    /** A thread that lives until the standard input has ended. */
    private static Thread endOfInput() {
        var thread = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException error) {
                // A broken input has ended too.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
