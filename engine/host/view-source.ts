/** A value that pages watch: set by the host, told to whoever subscribed. */

export class ViewSource<Data> {
  #value: Data;
  readonly #listeners = new Set<(data: Data) => void>();

  constructor(value: Data) {
    this.#value = value;
  }

  get value(): Data {
    return this.#value;
  }

  /** Tells everybody, unless the new value says the same as the old one. */
  set(value: Data): void {
    if (JSON.stringify(value) === JSON.stringify(this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  /** Calls back at once with what there is, then with each change. */
  subscribe(listener: (data: Data) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#value);
    return () => this.#listeners.delete(listener);
  }
}

/** A log that pages follow: first all that is kept, then what is new. */
export class LogSource<Entry> {
  readonly #kept: Entry[] = [];
  readonly #limit: number;
  readonly #listeners = new Set<(entries: readonly Entry[]) => void>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  append(entry: Entry): void {
    this.#kept.push(entry);
    if (this.#kept.length > this.#limit) this.#kept.shift();
    for (const listener of this.#listeners) listener([entry]);
  }

  subscribe(listener: (entries: readonly Entry[]) => void): () => void {
    this.#listeners.add(listener);
    listener([...this.#kept]);
    return () => this.#listeners.delete(listener);
  }
}
