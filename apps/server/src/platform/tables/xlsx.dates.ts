/** Number formats of ECMA-376 part 1, 18.8.30 that show a date or a time, with those of Japanese Excel (27–36, 50–58). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** True when a cell of this number format shows a date or a time. `code` is the workbook's own format under that id. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0];
  return bare !== undefined && !/general|[0#?]/i.test(bare.replace(/\.0+/g, '')) && /[ymdhsge]/i.test(bare);
}

const dayMs = 86_400_000;

/**
 * What a date cell shows, as `2026-11-05`, `2026-11-05 09:30` or `09:30`: the wall clock of whoever typed it, without a
 * zone. Serials count days from 1899-12-30 (from 1904-01-01 in old Mac workbooks); the 29th of February 1900 never was.
 */
export function serialText(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial);
  const minutes = Math.round(serial * 1440);
  if (minutes < 1440) return clock(minutes);
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const day = new Date(epoch + Math.floor(minutes / 1440) * dayMs).toISOString().slice(0, 10);
  return minutes % 1440 === 0 ? day : `${day} ${clock(minutes % 1440)}`;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
