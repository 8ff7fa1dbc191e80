/** Numbers, sizes and times in words: thousands separators, units, relative time with the absolute one beside it. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const clockTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** 10482 → `10,482`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 record`, `2,210 records`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Records a second: `0.4/s`, `412/s`, `12.3k/s`. */
export function formatRate(perSecond: number): string {
  if (perSecond <= 0) return '0/s';
  if (perSecond < 0.1) return '<0.1/s';
  if (perSecond < 10) return `${tenths.format(perSecond)}/s`;
  if (perSecond < 10_000) return `${whole.format(perSecond)}/s`;
  if (perSecond < 1_000_000) return `${tenths.format(perSecond / 1000)}k/s`;
  return `${tenths.format(perSecond / 1_000_000)}M/s`;
}

const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 1536 → `1.5 KiB`. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < SIZES.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? whole.format(size) : tenths.format(size)} ${SIZES[unit] ?? ''}`;
}

/** 09:41:07. */
export function formatClock(at: number): string {
  return clockTime.format(at);
}

/** 09:41:07.312. */
export function formatClockMs(at: number): string {
  return `${clockTime.format(at)}.${String(((at % 1000) + 1000) % 1000).padStart(3, '0')}`;
}

/** The absolute time that stands on hover. */
export function formatDateTime(at: number): string {
  return dateTime.format(at);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `12 s ago`, `3 min ago`, `5 h ago`, `2 days ago`, then the date. */
export function formatAgo(at: number, now: number): string {
  const age = now - at;
  if (age < 2 * SECOND) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 7 * DAY) return formatDays(Math.floor(age / DAY));
  return dateTime.format(at);
}

function formatDays(days: number): string {
  return days === 1 ? 'yesterday' : `${days} days ago`;
}
