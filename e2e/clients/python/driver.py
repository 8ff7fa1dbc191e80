"""The driver protocol (see ../README.md) on confluent-kafka, which is librdkafka."""

import json
import select
import sys
import time

from confluent_kafka import Consumer, KafkaError, Producer


def report(**fact):
    print(json.dumps(fact), flush=True)


def produce(bootstrap, topic, first, count, rate, codec):
    producer = Producer({
        "bootstrap.servers": bootstrap,
        "client.id": "python-driver",
        "enable.idempotence": True,
        "acks": "all",
        "compression.type": codec,
        "linger.ms": 5,
        "message.timeout.ms": 60000,
        "topic.metadata.refresh.interval.ms": 1000,
    })
    failures = []

    def delivered(error, message):
        number = int(message.value()[2:])
        if error is None:
            report(acked=number)
        else:
            failures.append(str(error))
            report(failed=number, error=str(error))

    started = time.monotonic()
    for index in range(count):
        number = first + index
        if rate:
            wait = index / rate - (time.monotonic() - started)
            if wait > 0:
                producer.poll(wait)
        producer.produce(
            topic,
            key=f"k-{number % 10}",
            value=f"v-{number}",
            headers={"driver": "yes"},
            on_delivery=delivered,
        )
        producer.poll(0)
    producer.flush(90)
    sys.exit(1 if failures else 0)


def consume(bootstrap, topic, group):
    consumer = Consumer({
        "bootstrap.servers": bootstrap,
        "client.id": "python-driver",
        "group.id": group,
        "auto.offset.reset": "earliest",
        "auto.commit.interval.ms": 500,
        "session.timeout.ms": 6000,
        "heartbeat.interval.ms": 500,
        "fetch.wait.max.ms": 200,
        "topic.metadata.refresh.interval.ms": 1000,
    })
    consumer.subscribe(
        [topic],
        on_assign=lambda _, partitions: report(assigned=[p.partition for p in partitions]),
    )
    while not input_ended():
        message = consumer.poll(0.1)
        if message is None:
            continue
        if message.error() is not None:
            if message.error().code() != KafkaError._PARTITION_EOF:
                print(message.error(), file=sys.stderr)
            continue
        report(
            partition=message.partition(),
            offset=message.offset(),
            key=message.key().decode(),
            value=message.value().decode(),
            header=dict(message.headers() or [])["driver"].decode(),
        )
    consumer.close()


def input_ended():
    readable, _, _ = select.select([sys.stdin], [], [], 0)
    return bool(readable) and sys.stdin.readline() == ""


kind, bootstrap, topic, *rest = sys.argv[1:]
if kind == "produce":
    produce(bootstrap, topic, int(rest[0]), int(rest[1]), float(rest[2]), rest[3])
else:
    consume(bootstrap, topic, rest[0])
