// The driver protocol (see ../README.md) on franz-go.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var codecs = map[string]kgo.CompressionCodec{
	"none":   kgo.NoCompression(),
	"gzip":   kgo.GzipCompression(),
	"snappy": kgo.SnappyCompression(),
	"lz4":    kgo.Lz4Compression(),
	"zstd":   kgo.ZstdCompression(),
}

var output sync.Mutex

func report(fact map[string]any) {
	line, err := json.Marshal(fact)
	check(err)
	output.Lock()
	defer output.Unlock()
	fmt.Println(string(line))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	check(err)
	return value
}

func connect(bootstrap string, options ...kgo.Opt) *kgo.Client {
	client, err := kgo.NewClient(append(options,
		kgo.SeedBrokers(strings.Split(bootstrap, ",")...),
		kgo.ClientID("go-driver"),
		kgo.MetadataMinAge(100*time.Millisecond),
		kgo.MetadataMaxAge(2*time.Second),
	)...)
	check(err)
	return client
}

func produce(bootstrap, topic string, first, count, rate int, codec string) {
	client := connect(bootstrap,
		kgo.RequiredAcks(kgo.AllISRAcks()),
		kgo.ProducerBatchCompression(codecs[codec]),
		kgo.ProducerLinger(5*time.Millisecond),
	)
	failed := false
	started := time.Now()
	for index := range count {
		if rate > 0 {
			time.Sleep(time.Duration(index)*time.Second/time.Duration(rate) - time.Since(started))
		}
		n := first + index
		record := &kgo.Record{
			Topic:   topic,
			Key:     fmt.Appendf(nil, "k-%d", n%10),
			Value:   fmt.Appendf(nil, "v-%d", n),
			Headers: []kgo.RecordHeader{{Key: "driver", Value: []byte("yes")}},
		}
		client.Produce(context.Background(), record, func(_ *kgo.Record, err error) {
			if err == nil {
				report(map[string]any{"acked": n})
				return
			}
			failed = true
			report(map[string]any{"failed": n, "error": err.Error()})
		})
	}
	check(client.Flush(context.Background()))
	client.Close()
	if failed {
		os.Exit(1)
	}
}

func consume(bootstrap, topic, group string) {
	client := connect(bootstrap,
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.SessionTimeout(6*time.Second),
		kgo.HeartbeatInterval(500*time.Millisecond),
		kgo.AutoCommitInterval(500*time.Millisecond),
		kgo.FetchMaxWait(200*time.Millisecond),
		kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, assigned map[string][]int32) {
			report(map[string]any{"assigned": append([]int32{}, assigned[topic]...)})
		}),
	)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	for ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		fetches.EachRecord(func(record *kgo.Record) {
			fact := map[string]any{
				"partition": record.Partition,
				"offset":    record.Offset,
				"key":       string(record.Key),
				"value":     string(record.Value),
			}
			for _, header := range record.Headers {
				if header.Key == "driver" {
					fact["header"] = string(header.Value)
				}
			}
			report(fact)
		})
	}
	check(client.CommitUncommittedOffsets(context.Background()))
	client.Close()
}

func main() {
	kind, bootstrap, topic, rest := os.Args[1], os.Args[2], os.Args[3], os.Args[4:]
	if kind == "consume" {
		consume(bootstrap, topic, rest[0])
		return
	}
	produce(bootstrap, topic, number(rest[0]), number(rest[1]), number(rest[2]), rest[3])
}
