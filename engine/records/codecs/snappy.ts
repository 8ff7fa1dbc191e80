/** Snappy, bare or in the frames of xerial's Java library, which is what Kafka's own clients write. */

import { corruptRecords } from '../corrupt.ts';
import { defineCodec } from './define-codec.ts';
import { DecodeTarget } from '../lz77.ts';
import { forEachMatch } from '../match-finder.ts';

/** Magic, version 1, compatible with version 1; then blocks, each after its length. */
const XERIAL_HEADER = Buffer.from('82534e415050590000000001' + '00000001', 'hex');
const XERIAL_MAGIC_SIZE = 8;
const XERIAL_BLOCK_SIZE = 32 * 1024;
/** A copy element of two bytes and a bit yields at most 64 bytes, so no valid block expands more. */
const EXPANSION_MAX = 64;
/** Of one copy element. */
const COPY_MAX = 64;
/** Longer literals do not have their length in the tag. */
const SHORT_LITERAL_MAX = 60;

export const snappy = defineCodec({
  id: 2,
  name: 'snappy',
  compress: encodeXerial,
  decompress(content, sizeMax) {
    const isXerial = content
      .subarray(0, XERIAL_MAGIC_SIZE)
      .equals(XERIAL_HEADER.subarray(0, XERIAL_MAGIC_SIZE));
    return isXerial ? decodeXerial(content, sizeMax) : decodeBlock(content, sizeMax);
  },
});

function encodeXerial(content: Buffer): Buffer {
  const parts: Buffer[] = [XERIAL_HEADER];
  for (let at = 0; at < content.length; at += XERIAL_BLOCK_SIZE) {
    const block = encodeBlock(content.subarray(at, at + XERIAL_BLOCK_SIZE));
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

/** The block's length, then literals, and copies whose distance takes two bytes. */
function encodeBlock(block: Buffer): Buffer {
  const target = Buffer.allocUnsafe(32 + block.length + Math.ceil(block.length / 6));
  let size = writeLength(target, block.length);
  let literalsAt = 0;
  const writeLiterals = (end: number): void => {
    if (end === literalsAt) return;
    size = writeLiteralTag(target, size, end - literalsAt);
    size += block.copy(target, size, literalsAt, end);
  };
  forEachMatch(block, (at, distance, length) => {
    writeLiterals(at);
    for (let left = length; left > 0; left -= COPY_MAX) {
      target[size++] = ((Math.min(left, COPY_MAX) - 1) << 2) | 2;
      target[size++] = distance & 0xff;
      target[size++] = distance >>> 8;
    }
    literalsAt = at + length;
  });
  writeLiterals(block.length);
  return target.subarray(0, size);
}

/** Seven bits a byte, the lowest first. Returns the position after. */
function writeLength(target: Buffer, length: number): number {
  let at = 0;
  let left = length;
  for (; left >= 0x80; left >>>= 7) target[at++] = (left & 0x7f) | 0x80;
  target[at++] = left;
  return at;
}

/** Returns the position after. */
function writeLiteralTag(target: Buffer, at: number, length: number): number {
  if (length <= SHORT_LITERAL_MAX) {
    target[at] = (length - 1) << 2;
    return at + 1;
  }
  const lengthBytes = length <= 256 ? 1 : 2;
  target[at] = (SHORT_LITERAL_MAX - 1 + lengthBytes) << 2;
  return target.writeUIntLE(length - 1, at + 1, lengthBytes);
}

function decodeXerial(content: Buffer, sizeMax: number): Buffer {
  if (content.length < XERIAL_HEADER.length)
    throw corruptRecords('A snappy stream ends inside its header.');
  const blocks: Buffer[] = [];
  let sizeLeft = sizeMax;
  let at = XERIAL_HEADER.length;
  while (at < content.length) {
    if (at + 4 > content.length)
      throw corruptRecords('A snappy stream ends inside a block length.');
    const end = at + 4 + content.readUInt32BE(at);
    if (end > content.length) throw corruptRecords('A snappy block is longer than its stream.');
    const block = decodeBlock(content.subarray(at + 4, end), sizeLeft);
    blocks.push(block);
    sizeLeft -= block.length;
    at = end;
  }
  return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks);
}

/** A block is its decoded length and then elements: literals, and copies of what was decoded before. */
function decodeBlock(block: Buffer, sizeMax: number): Buffer {
  const { value: size, end: elementsAt } = readLength(block);
  if (size > sizeMax || size > block.length * EXPANSION_MAX) {
    throw corruptRecords(`A snappy block claims ${size} bytes, more than it can or may hold.`);
  }
  const target = new DecodeTarget(size);
  let at = elementsAt;
  while (at < block.length) {
    const tag = block[at]!;
    at = (tag & 3) === 0 ? decodeLiteral(block, at, target) : decodeCopy(block, at, target);
  }
  if (target.size !== size) throw corruptRecords('A snappy block is shorter than it says.');
  return target.bytes;
}

function readLength(block: Buffer): { value: number; end: number } {
  let value = 0;
  for (let at = 0; at < Math.min(5, block.length); at += 1) {
    value += (block[at]! & 0x7f) * 2 ** (7 * at);
    if (block[at]! < 0x80) return { value, end: at + 1 };
  }
  throw corruptRecords('A snappy block lacks its length.');
}

/** Lengths up to 60 stand in the tag; above, it says how many bytes hold the length. Returns the position after. */
function decodeLiteral(block: Buffer, at: number, target: DecodeTarget): number {
  const code = block[at]! >>> 2;
  const lengthBytes = code < 60 ? 0 : code - 59;
  const start = at + 1 + lengthBytes;
  if (start > block.length) throw corruptRecords('A snappy block ends inside a literal.');
  const length = (lengthBytes === 0 ? code : block.readUIntLE(at + 1, lengthBytes)) + 1;
  target.copyLiteral(block, start, length);
  return start + length;
}

function decodeCopy(block: Buffer, at: number, target: DecodeTarget): number {
  const tag = block[at]!;
  const kind = tag & 3;
  const end = at + (kind === 3 ? 5 : kind + 1);
  if (end > block.length) throw corruptRecords('A snappy block ends inside a copy.');
  if (kind === 1) target.copyMatch(((tag >>> 5) << 8) | block[at + 1]!, ((tag >>> 2) & 7) + 4);
  else target.copyMatch(block.readUIntLE(at + 1, end - at - 1), (tag >>> 2) + 1);
  return end;
}
