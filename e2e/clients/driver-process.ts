/** One run of a driver: what it has said so far, and waiting until it has said enough. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to run a driver; its commands are appended. */
export interface Driver {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The compression codecs that the client can write without further libraries. */
  readonly codecs: readonly string[];
}

export interface ConsumedRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly header: string;
}

interface Fact extends Partial<ConsumedRecord> {
  readonly acked?: number;
  readonly failed?: number;
  readonly error?: string;
  readonly assigned?: readonly number[];
}

export class DriverProcess {
  readonly acked: number[] = [];
  readonly failed: string[] = [];
  readonly records: ConsumedRecord[] = [];
  /** The partitions of the last rebalance; undefined before the first. */
  assigned: readonly number[] | undefined;
  private readonly child: ChildProcess;
  private readonly name: string;
  private exitCode: number | undefined;
  private errors = '';
  private waiting: (() => void)[] = [];

  constructor(driver: Driver, args: readonly (string | number)[]) {
    this.name = `${driver.name} ${args.join(' ')}`;
    this.child = spawn(driver.command, [...driver.args, ...args.map(String)]);
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += String(chunk)));
    if (this.child.stdout === null) throw new Error('The driver has no output.');
    createInterface(this.child.stdout).on('line', (line) => this.hear(line));
    this.child.on('error', (error) => this.end(-1, error.message));
    this.child.on('close', (code) => this.end(code ?? -1, ''));
  }

  /** Resolves when `isEnough` holds; rejects when the driver ends before it does. */
  async until(what: string, isEnough: (driver: this) => boolean): Promise<void> {
    while (!isEnough(this)) await this.nextFact(what);
  }

  /** Resolves when the driver says anything; rejects when it has ended. */
  async nextFact(awaited: string): Promise<void> {
    if (this.exitCode !== undefined) {
      throw new Error(`A driver ended before ${awaited}. ${this.summary()}`);
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Resolves with the exit code, once the driver has ended by itself. */
  async ended(): Promise<number> {
    while (this.exitCode === undefined) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return this.exitCode;
  }

  /** Ends the input, which a consumer takes as the wish to leave its group. */
  leave(): Promise<number> {
    this.child.stdin?.end();
    return this.ended();
  }

  /** What it has done so far, for a failed test. */
  summary(): string {
    const said = this.errors.trim().split('\n').slice(-20).join('\n');
    const state = this.exitCode === undefined ? 'is running' : `has ended with ${this.exitCode}`;
    const heard = `${this.acked.length} acknowledged, ${this.records.length} read`;
    return `${this.name} ${state}: ${heard}.\n${said}`;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hear(line: string): void {
    if (!line.startsWith('{')) return;
    const fact = JSON.parse(line) as Fact;
    if (fact.acked !== undefined) this.acked.push(fact.acked);
    if (fact.failed !== undefined) this.failed.push(`${fact.failed}: ${fact.error}`);
    if (fact.assigned !== undefined) this.assigned = fact.assigned;
    if (fact.offset !== undefined) this.records.push(fact as ConsumedRecord);
    this.wake();
  }

  private end(code: number, error: string): void {
    this.errors += error;
    this.exitCode ??= code;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
