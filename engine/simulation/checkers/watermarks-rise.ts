/** While a broker lives, the high watermark and the start of each of its logs only rise. */

import type { PartitionLog } from '../../log/partition-log.ts';
import { defineChecker } from './define-checker.ts';

export const watermarksRise = defineChecker({
  name: 'watermarks rise',
  start({ cluster }, violate) {
    const seen = new Map<PartitionLog, { high: number; start: number }>();
    return {
      look() {
        for (const { id, broker } of cluster.brokers) {
          for (const { log, name } of broker?.partitions.all() ?? []) {
            const now = { high: log.highWatermark, start: log.logStartOffset };
            const before = seen.get(log);
            if (before && (now.high < before.high || now.start < before.start))
              violate(
                `${name} on broker ${id}: high watermark ${before.high} to ${now.high}, start ${before.start} to ${now.start}.`,
              );
            if (now.high > log.endOffset)
              violate(`${name} on broker ${id}: the high watermark is beyond the end.`);
            seen.set(log, now);
          }
        }
      },
    };
  },
});
