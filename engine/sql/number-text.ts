/** Numbers as text and text as numbers, as CAST does it. */

/** Whole numbers plainly, others as Java prints a double: `0.5`, `1.0E-5`. */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '0' : String(value);
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** The number that a text spells, or null. Only decimal notation: no hexadecimal, no empty text. */
export function textNumber(text: string): number | null {
  const trimmed = text.trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : null;
}

/** Rounds half up (towards positive infinity) at a decimal place, as ksqlDB's ROUND does; places may be negative. */
export function roundAt(value: number, places: number): number {
  const shifted = shift(value, places);
  return Number.isFinite(shifted) ? shift(Math.round(shifted), -places) : value;
}

/** Moves the decimal point in the text of the number, so that 1.005 does not become 1.00499… on the way. */
function shift(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
