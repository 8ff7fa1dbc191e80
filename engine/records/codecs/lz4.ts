/** LZ4 frames, as version 1 of the format describes them. */

import { corruptRecords } from '../corrupt.ts';
import { defineCodec } from './define-codec.ts';
import { DecodeTarget } from '../lz77.ts';
import { forEachMatch, MATCH_MIN } from '../match-finder.ts';

/** Version 1, independent blocks of 64 KiB, no checksums but the header's own, which is its last byte. */
const FRAME_HEADER = Buffer.from('04224d18604082', 'hex');
const END_MARK = Buffer.alloc(4);
const BLOCK_SIZE = 64 * 1024;
/** In the size of a block: its bytes are not compressed. */
const IS_STORED = 0x8000_0000;
const FRAME_MAGIC = 0x184d2204;
const LENGTH_IN_NEXT_BYTES = 15;

export const lz4 = defineCodec({
  id: 3,
  name: 'lz4',
  compress: encodeFrame,
  decompress: decodeFrame,
});

function encodeFrame(content: Buffer): Buffer {
  const parts: Buffer[] = [FRAME_HEADER];
  for (let at = 0; at < content.length; at += BLOCK_SIZE) {
    const block = content.subarray(at, at + BLOCK_SIZE);
    const encoded = encodeBlock(block);
    const isSmaller = encoded.length < block.length;
    const size = Buffer.allocUnsafe(4);
    size.writeUInt32LE(isSmaller ? encoded.length : block.length + IS_STORED);
    parts.push(size, isSmaller ? encoded : block);
  }
  parts.push(END_MARK);
  return Buffer.concat(parts);
}

/** Sequences of literals and a match, and literals at the end. */
function encodeBlock(block: Buffer): Buffer {
  const target = Buffer.allocUnsafe(block.length + Math.ceil(block.length / 255) + 16);
  let size = 0;
  let literalsAt = 0;
  const writeLength = (length: number): void => {
    for (let left = length - LENGTH_IN_NEXT_BYTES; left >= 0; left -= 255)
      target[size++] = Math.min(left, 255);
  };
  const writeSequence = (literalsEnd: number, matchLength: number): void => {
    const literals = literalsEnd - literalsAt;
    const code = Math.min(literals, LENGTH_IN_NEXT_BYTES) << 4;
    target[size++] = code | Math.min(matchLength, LENGTH_IN_NEXT_BYTES);
    writeLength(literals);
    size += block.copy(target, size, literalsAt, literalsEnd);
  };
  forEachMatch(block, (at, distance, length) => {
    writeSequence(at, length - MATCH_MIN);
    target[size++] = distance & 0xff;
    target[size++] = distance >>> 8;
    writeLength(length - MATCH_MIN);
    literalsAt = at + length;
  });
  writeSequence(block.length, 0);
  return target.subarray(0, size);
}

interface FrameHeader {
  /** Where the first block begins. */
  blocksAt: number;
  blockSizeMax: number;
  hasBlockChecksums: boolean;
}

/**
 * Checksums inside the frame are not verified: the batch has its own CRC, and old Java clients computed the one of the
 * frame header wrongly. Blocks may refer to earlier ones, because all decode into one buffer.
 */
function decodeFrame(frame: Buffer, sizeMax: number): Buffer {
  const header = readFrameHeader(frame);
  const target = new DecodeTarget(decodedSizeMax(frame, header, sizeMax));
  forEachBlock(frame, header, (start, end, isCompressed) => {
    if (isCompressed) decodeBlock(frame.subarray(0, end), start, target);
    else target.copyLiteral(frame, start, end - start);
  });
  return target.bytes.subarray(0, target.size);
}

function readFrameHeader(frame: Buffer): FrameHeader {
  if (frame.length < 7 || frame.readUInt32LE(0) !== FRAME_MAGIC)
    throw corruptRecords('An LZ4 frame lacks its magic number.');
  const flags = frame[4]!;
  const blockSizeCode = (frame[5]! >> 4) & 7;
  if (flags >> 6 !== 1 || blockSizeCode < 4)
    throw corruptRecords('An LZ4 frame has an unknown version or block size.');
  const contentSizeBytes = flags & 0x08 ? 8 : 0;
  const dictionaryBytes = flags & 0x01 ? 4 : 0;
  return {
    blocksAt: 7 + contentSizeBytes + dictionaryBytes,
    blockSizeMax: 1 << (8 + 2 * blockSizeCode),
    hasBlockChecksums: (flags & 0x10) !== 0,
  };
}

/** No block decodes to more than the frame's block size, nor to more than 255 times its bytes. */
function decodedSizeMax(frame: Buffer, header: FrameHeader, sizeMax: number): number {
  let total = 0;
  forEachBlock(frame, header, (start, end, isCompressed) => {
    total += isCompressed ? Math.min(header.blockSizeMax, (end - start) * 255) : end - start;
  });
  return Math.min(total, sizeMax);
}

type VisitBlock = (start: number, end: number, isCompressed: boolean) => void;

function forEachBlock(frame: Buffer, header: FrameHeader, visit: VisitBlock): void {
  let at = header.blocksAt;
  for (;;) {
    if (at + 4 > frame.length) throw corruptRecords('An LZ4 frame ends without its end mark.');
    const word = frame.readUInt32LE(at);
    if (word === 0) return;
    const start = at + 4;
    const end = start + (word & 0x7fffffff);
    if (end > frame.length) throw corruptRecords('An LZ4 block is longer than its frame.');
    visit(start, end, word >>> 31 === 0);
    at = end + (header.hasBlockChecksums ? 4 : 0);
  }
}

/** Sequences of literals and a match until the source ends, which it does after literals. */
function decodeBlock(source: Buffer, start: number, target: DecodeTarget): void {
  let at = start;
  while (at < source.length) {
    const token = source[at]!;
    at += 1;
    let literals = token >>> 4;
    if (literals === LENGTH_IN_NEXT_BYTES) {
      const runEnd = lengthEnd(source, at);
      literals += runLength(source, at, runEnd);
      at = runEnd;
    }
    if (literals > 0) target.copyLiteral(source, at, literals);
    at += literals;
    if (at === source.length) return;
    if (at + 2 > source.length) throw corruptRecords('An LZ4 block ends inside a sequence.');
    const distance = source[at]! | (source[at + 1]! << 8);
    at += 2;
    let length = token & LENGTH_IN_NEXT_BYTES;
    if (length === LENGTH_IN_NEXT_BYTES) {
      const runEnd = lengthEnd(source, at);
      length += runLength(source, at, runEnd);
      at = runEnd;
    }
    target.copyMatch(distance, length + MATCH_MIN);
  }
}

/** A long length is a run of bytes of 255 and one smaller, all added; this is the position after the run. */
function lengthEnd(source: Buffer, at: number): number {
  let end = at;
  while (source[end] === 255) end += 1;
  if (end >= source.length) throw corruptRecords('An LZ4 block ends inside a length.');
  return end + 1;
}

function runLength(source: Buffer, start: number, end: number): number {
  return (end - 1 - start) * 255 + source[end - 1]!;
}
