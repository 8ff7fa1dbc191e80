/** Cuts a stream of bytes into frames: 4 bytes of size, then that many bytes. */

import { MalformedBytesError } from '../base/bytes-reader.ts';

/** Kafka's `socket.request.max.bytes`. */
export const FRAME_SIZE_MAX = 100 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/**
 * A frame within one chunk is a view of it; a frame over several chunks is copied once, into a buffer of its size.
 * The chunk may be reused by its owner after `push`, so `onFrame` must copy what it keeps of a view.
 */
export class FrameSplitter {
  readonly #onFrame: (frame: Buffer) => void;
  readonly #sizeMax: number;
  readonly #sizeBytes = Buffer.alloc(4);
  #sizeCount = 0;
  #frame: Buffer | undefined;
  #filled = 0;

  constructor(onFrame: (frame: Buffer) => void, sizeMax: number = FRAME_SIZE_MAX) {
    this.#onFrame = onFrame;
    this.#sizeMax = sizeMax;
  }

  /** Bytes of a frame that has begun and not ended. */
  get pendingBytes(): number {
    return this.#sizeCount + this.#filled;
  }

  /** Calls `onFrame` for each frame that the chunk completes; throws `MalformedBytesError` on an impossible size. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length || this.#sizeCount === 4) {
      if (this.#sizeCount < 4) at = this.#readSize(chunk, at);
      if (this.#sizeCount < 4) return;
      const next = this.#readFrame(chunk, at);
      if (next < 0) return;
      at = next;
    }
  }

  #readSize(chunk: Buffer, start: number): number {
    let at = start;
    while (this.#sizeCount < 4 && at < chunk.length) {
      this.#sizeBytes[this.#sizeCount++] = chunk[at++]!;
    }
    return at;
  }

  /** Returns where the next frame begins, or -1 when this one is not complete. */
  #readFrame(chunk: Buffer, at: number): number {
    const size = this.#frame?.length ?? this.#checkedSize();
    const available = Math.min(chunk.length - at, size - this.#filled);
    if (this.#frame === undefined && available === size) {
      this.#sizeCount = 0;
      this.#onFrame(size === 0 ? NOTHING : chunk.subarray(at, at + size));
      return at + size;
    }
    this.#frame ??= Buffer.allocUnsafeSlow(size);
    chunk.copy(this.#frame, this.#filled, at, at + available);
    this.#filled += available;
    if (this.#filled < size) return -1;
    const frame = this.#frame;
    this.#frame = undefined;
    this.#filled = 0;
    this.#sizeCount = 0;
    this.#onFrame(frame);
    return at + available;
  }

  #checkedSize(): number {
    const size = this.#sizeBytes.readInt32BE(0);
    if (size < 0 || size > this.#sizeMax) {
      throw new MalformedBytesError(
        `A frame says that it is ${size} bytes long; at most ${this.#sizeMax} are allowed.`,
        { hint: 'The other side may not speak the Kafka protocol, or may expect TLS.' },
      );
    }
    return size;
  }
}
