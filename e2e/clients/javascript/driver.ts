/** What the drivers in JavaScript share: the command line, the pace, and what is said. */

export interface ProduceCommand {
  readonly kind: 'produce';
  readonly bootstrap: string;
  readonly topic: string;
  readonly first: number;
  readonly count: number;
  /** Messages a second; 0 is as fast as it goes. */
  readonly rate: number;
  readonly codec: string;
}

export interface ConsumeCommand {
  readonly kind: 'consume';
  readonly bootstrap: string;
  readonly topic: string;
  readonly group: string;
}

export type DriverCommand = ProduceCommand | ConsumeCommand;

export const header = 'yes';

export function keyOf(number: number): string {
  return `k-${number % 10}`;
}

export function valueOf(number: number): string {
  return `v-${number}`;
}

export function readCommand(args: readonly string[]): DriverCommand {
  const [kind, bootstrap = '', topic = '', ...rest] = args;
  if (kind === 'consume') return { kind, bootstrap, topic, group: rest[0] ?? '' };
  if (kind !== 'produce') throw new Error(`Unknown command ${kind}.`);
  const [first, count, rate, codec = 'none'] = rest;
  return {
    kind,
    bootstrap,
    topic,
    first: Number(first),
    count: Number(count),
    rate: Number(rate),
    codec,
  };
}

export function report(fact: object): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}

/** The numbers to send, a batch at a time, no faster than the rate. */
export async function* paced({ first, count, rate }: ProduceCommand): AsyncGenerator<number[]> {
  const batch = rate === 0 ? 100 : Math.max(1, Math.round(rate / 50));
  const startedMs = performance.now();
  for (let sent = 0; sent < count; sent += batch) {
    const dueMs = rate === 0 ? 0 : (sent * 1000) / rate;
    const waitMs = dueMs - (performance.now() - startedMs);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const size = Math.min(batch, count - sent);
    yield Array.from({ length: size }, (_, index) => first + sent + index);
  }
}

export function consumeUntilInputEnds(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.resume();
    process.stdin.once('end', resolve);
  });
}
