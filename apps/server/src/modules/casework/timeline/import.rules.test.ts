import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { generic, jsonLine, l2tcsv, timesketchCsv } from './file.builders.ts';
import { judgedRows, makeFileLook } from './file.map.ts';
import { findFormat } from './format.map.ts';
import { decideRun } from './import.rules.ts';
import { readMoment } from './moment.rules.ts';
import { longestRow } from './row.map.ts';
import type { FoundFormat, JudgedRow, Mapping } from './timeline.model.ts';

function understood(text: string): FoundFormat {
  const found = findFormat(text);
  if (found === null || found === 'no-headings') throw new Error(`not understood: ${found}`);
  return found;
}

/** A file from its bytes to its events, in small pieces as it arrives. */
async function read(bytes: Buffer, changes: Partial<Mapping> = {}, piece = 1_000): Promise<readonly JudgedRow[]> {
  const look = makeFileLook();
  look.see(bytes);
  const text = look.end();
  if (text === null) throw new Error('no text');
  const found = understood(text.beginning);
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
    bytes.subarray(at * piece, (at + 1) * piece),
  );
  const rows: JudgedRow[] = [];
  const mapping = { ...found.mapping, ...changes };
  for await (const some of judgedRows(Readable.from(pieces), { ...found, encoding: text.encoding }, mapping))
    rows.push(...some);
  return rows;
}

const short = (rows: readonly JudgedRow[]) =>
  rows.map((row) =>
    'bad' in row
      ? `${row.bad.line} ${row.bad.problem}`
      : `${row.event.line} ${new Date(row.event.at).toISOString()} ${row.event.message}`,
  );

describe('what is no file of events', () => {
  it.each([
    ['a picture', '\u0089PNG\r\n\u001a\nrubbish'],
    ['prose', 'Dear team,\nsomething happened'],
    ['one column', 'message\nlogin'],
    ['an array of JSON', '[{"a":1},\n{"a":2}]'],
    ['braces that are no JSON', '{ hello }\n{ world }'],
  ])('%s is not understood', (_name, text) => {
    const found = findFormat(text);
    expect(found === null || found === 'no-headings').toBe(true);
  });

  it('a log without names of columns is asked for them', () => {
    expect(findFormat('2026-11-24 02:10:00,10.0.0.1,80\n2026-11-24 02:10:01,10.0.0.2,80')).toBe('no-headings');
  });

  it('bytes with NUL are no text', () => {
    const look = makeFileLook();
    look.see(Buffer.from('a,b\0\n1,2'));
    expect(look.end()).toBeNull();
  });
});

describe('a file of events', () => {
  it.each([
    ['plaso-l2tcsv', l2tcsv],
    ['plaso-json-line', jsonLine],
    ['timesketch-csv', timesketchCsv],
    ['csv', generic],
    ['jsonl', '{"time":"2026-11-24T02:10:00Z","msg":"x"}'],
    ['timesketch-jsonl', '{"message":"x","datetime":"2026-11-24T02:10:00Z","timestamp_desc":"y"}'],
  ])('is recognised as %s', (format, text) => {
    expect(understood(text).format).toBe(format);
  });

  it('of plaso has its zone in each row; a bad row is told by its line', async () => {
    expect(short(await read(Buffer.from(l2tcsv)))).toEqual([
      '2 2026-11-20T22:14:05.000Z maintenance account logged in',
      '3 2026-11-23T17:10:00.000Z vssadmin delete shadows',
      '4 time-unreadable',
    ]);
    expect(short(await read(Buffer.from(jsonLine)))).toEqual([
      '1 2026-11-24T02:10:00.000Z sshd: Accepted password for root',
    ]);
  });

  it('of Timesketch goes by datetime, as Timesketch does', async () => {
    expect(short(await read(Buffer.from(timesketchCsv)))).toEqual(['2 2026-11-23T17:10:00.000Z a, "quoted" one']);
  });

  it('of others has date and time, message and host found by their names; its zone is asked for', async () => {
    const found = understood(generic);
    expect(found).toMatchObject({ delimiter: ';', needsZone: true });
    expect(found.mapping).toMatchObject({ at: ['日付', '時刻'], message: '内容' });
    expect(short(await read(Buffer.from(generic), { zone: 'Asia/Tokyo' }))).toEqual([
      '2 2026-11-23T17:10:00.000Z 共有フォルダに接続',
      '3 time-missing',
    ]);
    const waiting = { ...found, state: 'uploaded' } as const;
    expect(decideRun(waiting, found.mapping)).toMatchObject({ code: 'timeline-imports.run.zone-needed' });
    expect(decideRun(waiting, { ...found.mapping, zone: 'Mars/Base' })).toMatchObject({
      code: 'timeline-imports.run.zone-unknown',
    });
    expect(decideRun(waiting, { ...found.mapping, message: '件名' })).toMatchObject({
      code: 'timeline-imports.run.column-unknown',
    });
    expect(decideRun({ ...waiting, state: 'done' }, found.mapping)).toMatchObject({
      code: 'timeline-imports.run.not-waiting',
    });
    expect(decideRun(waiting, { ...found.mapping, zone: 'Asia/Tokyo' })).toMatchObject({ zone: 'Asia/Tokyo' });
  });

  it.each([
    ['utf-8', Buffer.from(generic)],
    ['utf-8', Buffer.from(`\ufeff${generic}`)],
    ['utf-16le', iconv.encode(`\ufeff${generic}`, 'utf-16le')],
    ['utf-16be', iconv.encode(`\ufeff${generic}`, 'utf-16be')],
    ['cp932', iconv.encode(generic, 'cp932')],
  ])('in %s reads the same, wherever it is cut', async (encoding, bytes) => {
    const look = makeFileLook();
    for (const byte of bytes) look.see(Buffer.from([byte]));
    expect(look.end()?.encoding).toBe(encoding);
    for (const piece of [1, 3, 1_000])
      expect(short(await read(bytes, { zone: 'Asia/Tokyo' }, piece))[0]).toContain('共有フォルダに接続');
  });
});

describe('S20 a file that was made to hurt', () => {
  const rows = (text: string) => read(Buffer.from(text)).then(short);
  const head = 'datetime,message,timestamp_desc\n';
  const good = '2026-11-24T02:10:00Z,fine,x';

  it('has a giant line left out, and what is behind it read', async () => {
    const giant = 'x'.repeat(longestRow * 3);
    expect(await rows(`${head}${good}\n2026-11-24T02:10:00Z,${giant},x\n${good}`)).toEqual([
      '2 2026-11-24T02:10:00.000Z fine',
      '3 row-too-long',
      '4 2026-11-24T02:10:00.000Z fine',
    ]);
  });

  it('does not lose its rows to a quote that is never closed', async () => {
    const many = Array.from({ length: 1_200 }, () => good).join('\n');
    const found = await rows(`${head}${good}\n2026-11-24T02:10:00Z,"open,x\n${many}`);
    expect(found[1]).toBe('3 row-too-long');
    expect(found.filter((row) => row.endsWith('fine'))).toHaveLength(1_201);
  });

  it('may nest JSON without end, and have names that belong to objects', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const line = (extra: string) => `{"datetime":"2026-11-24T02:10:00Z","message":"m","timestamp_desc":"t",${extra}}`;
    const text = [
      line(`"deep":${deep}`),
      line('"__proto__":{"isAdmin":true}'),
      line('"constructor":"x"'),
      '{"a":',
    ].join('\n');
    const judged = await read(Buffer.from(text));
    expect(short(judged)).toEqual([1, 2, 3].map((at) => `${at} 2026-11-24T02:10:00.000Z m`).concat('4 row-broken'));
    expect(judged[0]).toMatchObject({ event: { fields: { deep: '…' } } });
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it('has NUL, half letters and control signs taken out of what is kept', async () => {
    const text = JSON.stringify({ datetime: '2026-11-24T02:10:00Z', message: 'a\0b\u0007c', timestamp_desc: 'x' });
    const [row] = await read(Buffer.from(text.replace('c"', 'c\\ud800"')));
    expect(row).toMatchObject({ event: { message: 'a b c\ufffd' } });
  });

  it('keeps so much of a long text and of many columns, and no more', async () => {
    const extra = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, 'v'.repeat(600)]));
    const text = JSON.stringify({
      datetime: '2026-11-24T02:10:00Z',
      message: 'm'.repeat(9_000),
      timestamp_desc: 'x',
      ...extra,
    });
    const [row] = await read(Buffer.from(text));
    if (row === undefined || 'bad' in row) throw new Error('not read');
    expect(row.event.message).toHaveLength(2_000);
    expect(Object.keys(row.event.fields)).toHaveLength(40);
    expect(JSON.stringify(row.event.fields).length).toBeLessThan(25_000);
  });
});

describe('the time of a row', () => {
  const at = (value: unknown, ground: Partial<Parameters<typeof readMoment>[1]> = {}) => {
    const found = readMoment(value, { zoneText: '', zone: 'Asia/Tokyo', dayOrder: 'mdy', ...ground });
    return 'problem' in found ? found.problem : new Date(found.at).toISOString();
  };

  it.each([
    ['', {}, 'time-missing'],
    [null, {}, 'time-missing'],
    ['-', {}, 'time-missing'],
    ['yesterday', {}, 'time-unreadable'],
    ['2026-02-31 10:00', {}, 'time-unreadable'],
    ['2026-11-24 24:10', {}, 'time-unreadable'],
    ['2026-11-24 10:00 tomorrow', {}, 'time-unreadable'],
    ['2026-11-24 10:00', { zone: null }, 'zone-missing'],
    ['2026-11-24 10:00', { zoneText: 'CST' }, 'zone-unknown'],
    ['1601-01-01T00:00:00Z', {}, 'time-out-of-range'],
    [0, {}, 'time-out-of-range'],
    [1e300, {}, 'time-out-of-range'],
    [Number.NaN, {}, 'time-unreadable'],
    [{ __class_name__: 'SemanticTime', string: 'Not set' }, {}, 'time-unreadable'],
  ])('%j is refused', (value, ground, problem) => {
    expect(at(value, ground)).toBe(problem);
  });

  it.each([
    ['2026-11-24T02:10:00.123456Z', {}, '2026-11-24T02:10:00.123Z'],
    ['2026-11-24T02:10:00+09:00', {}, '2026-11-23T17:10:00.000Z'],
    ['2026-11-24 02:10', {}, '2026-11-23T17:10:00.000Z'],
    ['2026/11/24 2:10:05', {}, '2026-11-23T17:10:05.000Z'],
    ['2026年11月24日(火) 2時10分', {}, '2026-11-23T17:10:00.000Z'],
    ['２０２６/１１/２４ ２:１０', {}, '2026-11-23T17:10:00.000Z'],
    ['2026-11-24', {}, '2026-11-23T15:00:00.000Z'],
    ['11/24/2026 02:10:00 PM', {}, '2026-11-24T05:10:00.000Z'],
    ['24/11/2026 02:10', { dayOrder: 'dmy' }, '2026-11-23T17:10:00.000Z'],
    ['24/Nov/2026:02:10:00 +0000', {}, '2026-11-24T02:10:00.000Z'],
    ['Tue, 24 Nov 2026 02:10:00 GMT', {}, '2026-11-24T02:10:00.000Z'],
    ['2026-11-24 02:10:00 JST', { zone: 'UTC' }, '2026-11-23T17:10:00.000Z'],
    ['2026-11-24 02:10:00', { zoneText: 'America/New_York' }, '2026-11-24T07:10:00.000Z'],
    ['2026-03-08 02:30:00', { zoneText: 'America/New_York' }, '2026-03-08T06:30:00.000Z'],
    [1_795_486_200, {}, '2026-11-24T02:10:00.000Z'],
    [1_795_486_200_000, {}, '2026-11-24T02:10:00.000Z'],
    ['1795486200000000', {}, '2026-11-24T02:10:00.000Z'],
    [1_795_486_200_000_000_000, {}, '2026-11-24T02:10:00.000Z'],
    [{ __class_name__: 'Filetime', timestamp: 134_399_598_000_000_000 }, {}, '2026-11-24T02:10:00.000Z'],
    [{ time_elements_tuple: [2026, 11, 24, 2, 10, 0], time_zone_offset: 540 }, {}, '2026-11-23T17:10:00.000Z'],
  ])('%j is read', (value, ground, expected) => {
    expect(at(value, ground as object)).toBe(expected);
  });
});

const samples = fileURLToPath(new URL('../../../../../../../shared/samples/timeline/', import.meta.url));

describe.skipIf(!existsSync(samples))(
  'files of plaso and Timesketch (skipped without shared/samples beside the project)',
  () => {
    it.each([
      ['plaso/end_to_end/l2tcsv.log', 'plaso-l2tcsv', '2012-01-22T07:52:33.000Z'],
      ['plaso/end_to_end/json_line.log', 'plaso-json-line', '2012-01-22T07:52:33.000Z'],
      ['plaso/end_to_end/tln.log', 'csv', '2012-01-22T07:52:33.000Z'],
      ['plaso/jsonl/aws_cloudtrail.jsonl', 'jsonl', '2022-02-07T22:23:37.000Z'],
      ['timesketch/end_to_end_tests/test_data/sigma_events.csv', 'timesketch-csv', '2015-07-24T19:01:01.000Z'],
      ['timesketch/end_to_end_tests/test_data/sigma_events.jsonl', 'timesketch-jsonl', '2015-07-24T19:01:01.000Z'],
    ])('%s is read whole as %s', async (name, format, first) => {
      const bytes = readFileSync(samples + name);
      expect(understood(bytes.toString('utf8')).format).toBe(format);
      const rows = await read(bytes);
      expect(short(rows).filter((row) => !/^\d+ \d{4}-/.test(row))).toEqual([]);
      expect(short(rows)[0]).toContain(first);
      expect(rows.length).toBeGreaterThan(2);
    });

    it.each(['plaso/evtx/System2.evtx', 'plaso/syslog/syslog_ssh.log', 'plaso/suricata_alert_fast.log'])(
      '%s is none of ours, and said so',
      (name) => {
        const look = makeFileLook();
        look.see(readFileSync(samples + name));
        const text = look.end();
        const found = text === null ? null : findFormat(text.beginning);
        expect(found === null || found === 'no-headings').toBe(true);
      },
    );
  },
);
