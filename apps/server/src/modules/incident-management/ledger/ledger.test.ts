import { buffer } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { readTable } from '../../../platform/tables/read-table.ts';
import type { ImportView } from './import.views.ts';

// From its sources each reading thread loads TypeScript first; on a loaded machine that takes seconds.
vi.setConfig({ testTimeout: 120_000 });

let program: TestProgram;
let handler: Visitor;
let reader: Visitor;
beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler', 'auditor');
  reader = await program.person('reader');
});
afterAll(() => program.stop());

const headings = [
  '受付番号',
  '受付日時',
  '件名',
  '内容',
  '報告者',
  '所属',
  '連絡先',
  '分類',
  '優先度',
  '状況',
  '対応内容',
  '完了日',
  '備考',
];
const row = (number: string, changes: Readonly<Record<string, string>> = {}) => {
  const cells: Readonly<Record<string, string>> = {
    受付番号: number,
    受付日時: '2025/11/5 9:30',
    件名: `${number} メールの誤送信`,
    内容: '取引先A向けの見積書をB社に送った',
    報告者: '山田 太郎',
    所属: '営業部',
    連絡先: 'yamada@example.co.jp',
    分類: '誤送信',
    優先度: '中',
    状況: '対応中',
    対応内容: '',
    完了日: '',
    備考: '',
    ...changes,
  };
  return headings.map((heading) => cells[heading] ?? '');
};
const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

async function upload(bytes: Buffer, name = '台帳.csv', by = handler): Promise<ImportView> {
  const answer = await by.fetch(`/api/v1/ledger-imports?fileName=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  const body = (await answer.json()) as ImportView & { readonly code: string };
  if (answer.status !== 201) throw new Error(body.code);
  return body;
}

const check = (one: ImportView, changes: Partial<ImportView['proposal']> = {}) =>
  handler.call('POST /api/v1/ledger-imports/{id}/check', {
    params: { id: one.id },
    body: { ...one.proposal, ...changes },
  });

async function run(one: ImportView, onlyGood = false): Promise<ImportView> {
  const { version } = await handler.call('GET /api/v1/ledger-imports/{id}', { params: { id: one.id } });
  await handler.call('POST /api/v1/ledger-imports/{id}/run', { params: { id: one.id }, body: { onlyGood }, version });
  return until(
    () => handler.call('GET /api/v1/ledger-imports/{id}', { params: { id: one.id } }),
    ({ state }) => state !== 'running',
  );
}

const importOf = async (rows: readonly (readonly string[])[]) =>
  run(await check(await upload(Buffer.from(csv([headings, ...rows])))));
const reportsOf = (q: string) => handler.call('GET /api/v1/reports', { query: { q, limit: 200 } });

describe('a ledger file that comes in', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'ledger-imports.upload.empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'ledger-imports.upload.unreadable'],
    ['headings alone', Buffer.from('件名,受付日'), 'ledger-imports.upload.empty'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'ledger-imports.upload.locked'],
  ])('that is %s is refused in words', async (_name, bytes, code) => {
    await expect(upload(bytes)).rejects.toThrow(code);
  });

  it('is taken only from those who may import, and as a file only', async () => {
    const address = '/api/v1/ledger-imports?fileName=x.csv';
    const file = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'a,b' };
    expect((await reader.fetch(address, file)).status).toBe(403);
    expect((await program.nobody().fetch(address, file)).status).toBe(401);
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await handler.fetch(address, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
      expect([type, answer.status]).toEqual([type, 415]);
    }
    const elsewhere = await handler.fetch('/api/v1/incidents', file);
    expect(elsewhere.status).toBe(415);
  });

  it('in Shift_JIS has its columns proposed, and no report is made', async () => {
    const one = await upload(iconv.encode(csv([headings, row('shift-1')]), 'cp932'));
    expect(one).toMatchObject({ encoding: 'cp932', state: 'uploaded', isRemembered: false });
    expect(one.proposal.columns).toEqual([
      'number',
      'received-at',
      'title',
      'text',
      'reporter-name',
      'reporter-department',
      'reporter-contact',
      'class',
      'priority',
      'state',
      'response',
      'closed-at',
      'keep',
    ]);
    expect((await reportsOf('shift-1')).items).toEqual([]);
  });

  it('as a workbook with a title above its headings is understood', async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('2025年度');
    sheet.addRow(['インシデント管理台帳']);
    sheet.mergeCells('A1:E1');
    sheet.addRow([]);
    sheet.addRow(['No.', '受付日', '件名', '状況', '件数']);
    sheet.addRow([1, new Date(Date.UTC(2025, 10, 5)), '不審メール', '完了', { formula: '1+1', result: 2 }]);
    sheet.getColumn(2).numFmt = 'yyyy/m/d';
    book.addWorksheet('マスタ').addRow(['a', 'b']);
    const one = await check(await upload(Buffer.from(await book.xlsx.writeBuffer()), '台帳.xlsx'));
    expect(one).toMatchObject({
      format: 'xlsx',
      options: { sheet: '2025年度', headerRow: 3 },
      counts: { rows: 1, good: 1 },
    });
    const rows = await handler.call('GET /api/v1/ledger-imports/{id}/rows', { params: { id: one.id } });
    expect(rows.items).toMatchObject([
      {
        line: 4,
        number: '1',
        receivedAt: '2025-11-04T15:00:00.000Z',
        receivedPrecision: 'date',
        reportState: 'closed',
      },
    ]);
  });
});

describe('the check', () => {
  it.each([
    [{ columns: ['title', 'title'] as const }, 'ledger-imports.check.column-twice'],
    [{ columns: ['title'] as const }, 'ledger-imports.check.column-needed'],
    [{ columns: ['received-at'] as const }, 'ledger-imports.check.column-needed'],
    [{ sheet: 'x' }, 'ledger-imports.check.sheet-unknown'],
  ])('refuses %j with %s', async (changes, code) => {
    const one = await upload(Buffer.from(csv([headings, row('check-1')])));
    expect(await refusalOf(check(one, changes as Partial<ImportView['proposal']>))).toBe(code);
  });

  it('names what is wrong by row, in the list and as CSV, and writes nothing', async () => {
    const one = await check(
      await upload(
        Buffer.from(
          csv([
            headings,
            row('check-2', { 受付日時: '=1+1' }),
            row('check-3', { 分類: '宇宙人' }),
            row('check-4'),
            row('check-4'),
            row('check-5', { 状況: '？？' }),
          ]),
        ),
      ),
    );
    expect(one.counts).toEqual({ rows: 5, good: 1, warning: 1, error: 3, duplicate: 0 });
    expect(one.unknown).toMatchObject({ class: [{ word: '宇宙人', count: 1 }], state: [{ word: '？？', count: 1 }] });
    const params = { id: one.number };
    const rows = await handler.call('GET /api/v1/ledger-imports/{id}/rows', { params, query: { show: 'error' } });
    expect(rows.items.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [2, ['date-unreadable']],
      [5, ['number-twice']],
      [6, ['state-unknown']],
    ]);
    const file = await handler.fetch(`/api/v1/ledger-imports/${one.id}/problems`);
    const text = await file.text();
    expect(text).toContain(`2,エラー,受付日時,'=1+1,`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect((await reportsOf('check-4')).items).toEqual([]);
    const version = one.version;
    const start = handler.call('POST /api/v1/ledger-imports/{id}/run', { params, body: { onlyGood: false }, version });
    expect(await refusalOf(start)).toBe('ledger-imports.run.has-errors');
  });

  it('takes what somebody says about words, and remembers it for the next file with these headings', async () => {
    const special = headings.map((heading) => (heading === '備考' ? '特記' : heading));
    const rows = [special, row('words-1', { 分類: '宇宙人', 状況: '飛行中' })];
    const one = await upload(Buffer.from(csv(rows)));
    const words = { ...one.proposal.words, class: { 宇宙人: 'own:mis-sent' }, state: { 飛行中: 'waiting' as const } };
    const classes = one.classes.map(({ code }) => code);
    const code = classes.find((known) => known.startsWith('own:')) ?? '';
    const checked = await check(one, { words: { ...words, class: { 宇宙人: code } } });
    expect(checked.counts).toMatchObject({ good: 1 });
    await run(checked);
    expect((await reportsOf('words-1')).items).toMatchObject([
      { classCode: code, state: 'waiting', channel: 'ledger' },
    ]);
    const next = await upload(Buffer.from(csv([special, row('words-2', { 分類: '宇宙人', 状況: '飛行中' })])));
    expect(next.isRemembered).toBe(true);
    expect((await check(next)).counts).toMatchObject({ good: 1 });
  });
});

describe('an import', () => {
  it('makes reports that keep number, time and own fields, and that nobody is told of', async () => {
    const notices = await handler.call('GET /api/v1/notifications', {});
    const one = await importOf([
      row('enter-1', { 備考: '急ぎ' }),
      row('enter-2', { 状況: '完了', 対応内容: '回収した', 完了日: '2025/11/6' }),
    ]);
    expect(one).toMatchObject({ state: 'done', imported: 2, can: { undo: true, run: false, check: false } });
    const found = (await reportsOf('enter')).items;
    const first = found.find(({ title }) => title.startsWith('enter-1'));
    const second = found.find(({ title }) => title.startsWith('enter-2'));
    expect(first).toMatchObject({
      channel: 'ledger',
      state: 'new',
      receivedAt: '2025-11-05T00:30:00.000Z',
      dueAt: null,
    });
    expect(second).toMatchObject({ state: 'closed', outcome: 'answered' });
    const open = await handler.call('GET /api/v1/reports/{id}', { params: { id: first?.number ?? '' } });
    expect(open).toMatchObject({ externalId: 'enter-1', fields: [{ label: '備考', value: '急ぎ' }], version: 1 });
    const closed = await handler.call('GET /api/v1/reports/{id}', { params: { id: second?.number ?? '' } });
    expect(closed.closing).toMatchObject({ reason: '回収した', closedAt: '2025-11-06T14:59:00.000Z' });
    expect(await handler.call('GET /api/v1/notifications', {})).toEqual(notices);
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from platform.fact where kind = 'report.received'`.execute(
      program.ground.databases.owner,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  it('has one entry of the act and one of the writing in the audit log, with counts', async () => {
    const one = await importOf([row('audited-1'), row('audited-2')]);
    const entries = await until(
      () => handler.call('GET /api/v1/audit-entries', { query: { subjectId: one.id, limit: 50 } }),
      ({ items }) => items.some(({ entry }) => entry?.action === 'ledger-imports.write'),
    );
    expect(entries.items.map(({ entry }) => entry?.action)).toEqual([
      'ledger-imports.write',
      'ledger-imports.run',
      'ledger-imports.check',
      'ledger-imports.upload',
    ]);
    expect(entries.items[0]?.entry?.detail).toMatchObject({ imported: 2, skipped: 0 });
  });

  it('of the same file again doubles nothing and changes nothing', async () => {
    const rows = [row('double-1'), row('', { 件名: 'double-なし' })];
    await importOf(rows);
    const again = await check(await upload(Buffer.from(csv([headings, ...rows, row('double-2')]))));
    expect(again.counts).toMatchObject({ good: 1, duplicate: 2 });
    expect(await run(again)).toMatchObject({ imported: 1 });
    expect((await reportsOf('double')).items).toHaveLength(3);
    const prefixed = await check(await upload(Buffer.from(csv([headings, row('double-1')]))), {
      numberPrefix: '2024-',
    });
    expect(prefixed.counts).toMatchObject({ good: 1 });
  });

  it('with bad rows leaves just them out when somebody says so', async () => {
    const one = await check(await upload(Buffer.from(csv([headings, row('bad-1'), row('bad-2', { 受付日時: '' })]))));
    expect(await run(one, true)).toMatchObject({ imported: 1, state: 'done' });
    expect((await reportsOf('bad')).items).toHaveLength(1);
  });

  it('cannot be run by a stale view, twice, or after it is done', async () => {
    const one = await check(await upload(Buffer.from(csv([headings, row('twice-1')]))));
    const start = (version: number) =>
      handler.call('POST /api/v1/ledger-imports/{id}/run', {
        params: { id: one.id },
        body: { onlyGood: false },
        version,
      });
    expect(await refusalOf(start(one.version - 1))).toBe('record.change.stale');
    const done = await run(one);
    expect(await refusalOf(start(done.version))).toBe('ledger-imports.run.not-checked');
    expect(await refusalOf(check(done))).toBe('ledger-imports.check.finished');
    const cancel = handler.call('POST /api/v1/ledger-imports/{id}/cancel', { params: { id: one.id }, body: {} });
    expect(await refusalOf(cancel)).toBe('ledger-imports.cancel.not-running');
  });
});

describe('undoing', () => {
  it('takes the reports out of lists, search and counts, keeps what was changed since, and frees the numbers', async () => {
    const rows = [row('undo-1'), row('undo-2'), row('undo-3')];
    const one = await importOf(rows);
    const changed = (await reportsOf('undo-2')).items[0];
    if (changed === undefined) throw new Error('not imported');
    await handler.call('POST /api/v1/reports/{id}/close', {
      params: { id: changed.id },
      body: { outcome: 'answered', reason: '確認済み' },
      version: changed.version,
    });
    const undone = await handler.call('POST /api/v1/ledger-imports/{id}/undo', {
      params: { id: one.id },
      body: {},
      version: one.version,
    });
    expect(undone).toMatchObject({ state: 'undone', withdrawn: 2, undone: { kept: [{ number: changed.number }] } });
    expect((await reportsOf('undo')).items.map(({ number }) => number)).toEqual([changed.number]);
    const search = await handler.call('GET /api/v1/search', { query: { q: 'undo-3 メールの誤送信' } });
    expect(JSON.stringify(search)).not.toContain('undo-3');
    const again = await check(await upload(Buffer.from(csv([headings, ...rows]))));
    expect(again.counts).toMatchObject({ good: 2, duplicate: 1 });
    const twice = handler.call('POST /api/v1/ledger-imports/{id}/undo', {
      params: { id: one.id },
      body: {},
      version: undone.version,
    });
    expect(await refusalOf(twice)).toBe('ledger-imports.undo.not-done');
  });
});

describe('S20: what is exported', () => {
  async function* twice(rows: readonly (readonly string[])[]) {
    yield rows;
  }

  it('is never taken for a formula, and is the same when it is imported again', async () => {
    const hostile = [
      row('export-1', {
        件名: '=HYPERLINK("http://evil.example","x")',
        備考: '＝1+1',
        報告者: '@SUM(A1)',
        内容: '-2+3',
      }),
      row('export-2', {
        件名: '改行と"引用"',
        状況: '誤検知',
        対応内容: "+cmd|'/C calc'!A0",
        完了日: '2025/12/1 10:00',
      }),
      row('export-3', { 受付日時: '2025/11/7', 状況: '保留', 優先度: '高' }),
    ];
    const first = await importOf(hostile);
    expect(first.imported).toBe(3);
    const ask = '/api/v1/ledger?q=export&language=ja';
    const seen = async () =>
      (
        await Promise.all(
          (
            await reportsOf('export')
          ).items
            .map(({ number }) => handler.call('GET /api/v1/reports/{id}', { params: { id: number } }))
            .map(async (found) => {
              const {
                title,
                text,
                receivedAt,
                state,
                outcome,
                reporter,
                classCode,
                priority,
                fields,
                externalId,
                closing,
              } = await found;
              return {
                title,
                text,
                receivedAt,
                state,
                outcome,
                reporter,
                classCode,
                priority,
                fields,
                externalId,
                reason: closing?.reason,
                closedAt: closing?.closedAt,
              };
            }),
        )
      ).sort((one, other) => ((one.externalId ?? '') < (other.externalId ?? '') ? -1 : 1));
    const before = await seen();
    for (const format of ['csv', 'csv-sjis', 'xlsx'] as const) {
      const answer = await handler.fetch(`${ask}&format=${format}`);
      expect(answer.status).toBe(200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (format === 'csv') {
        const text = bytes.toString('utf8');
        for (const line of text.split('\r\n')) expect(line).not.toMatch(/(?:^|,)"?[=+@＝＋＠]/);
        expect(text).toContain(`"'=HYPERLINK`);
      }
      const current = (await handler.call('GET /api/v1/ledger-imports', { query: { limit: 200 } })).items.find(
        ({ state }) => state === 'done',
      );
      if (current === undefined) throw new Error('no import is done');
      await handler.call('POST /api/v1/ledger-imports/{id}/undo', {
        params: { id: current.id },
        body: {},
        version: current.version,
      });
      expect(await seen()).toEqual([]);
      const again = await check(await upload(bytes, `台帳.${format === 'xlsx' ? 'xlsx' : 'csv'}`));
      expect([format, again.counts]).toEqual([format, { rows: 3, good: 3, warning: 0, error: 0, duplicate: 0 }]);
      await run(again);
      expect(await seen()).toEqual(before);
    }
  });

  it('has as many rows as the list shows, is in the audit log without the words that were searched, and holds nothing that the caller may not see', async () => {
    const all = await handler.call('GET /api/v1/reports', { query: { limit: 200 } });
    const text = await (await reader.fetch('/api/v1/ledger?format=csv&language=en&state=new,waiting,closed')).text();
    expect(text.startsWith('Number,Received,Channel,Title')).toBe(true);
    const table = await readTable(Buffer.from(text), { kind: 'inspect', rows: 0 });
    expect(table.isRead && table.table.sheets[0]?.rowCount).toBe(all.total.count + 1);
    await reader.fetch('/api/v1/ledger?format=csv&q=secretword');
    const entries = await until(
      () => handler.call('GET /api/v1/audit-entries', { query: { limit: 50 } }),
      ({ items }) => items.filter(({ entry }) => entry?.action === 'ledger.export').length >= 5,
    );
    const exports = entries.items.filter(({ entry }) => entry?.action === 'ledger.export');
    expect(JSON.stringify(exports)).not.toContain('secretword');
    expect(exports.some(({ entry }) => JSON.stringify(entry?.detail).includes('new,waiting,closed'))).toBe(true);
  });

  it('S19: refuses sorts, formats and filters that it does not have', async () => {
    for (const query of [
      'format=pdf',
      'sort=title',
      'sort=newest;drop table x',
      'order=1',
      'language=fr',
      "state=new'--",
      'cursor=x',
      'limit=1',
    ])
      expect([query, (await reader.fetch(`/api/v1/ledger?${encodeURI(query)}`)).status]).toEqual([query, 400]);
    for (const query of [
      'from=2026-01-01',
      "from=2026-01-01'&until=2026-01-02",
      'from=2026-01-01&until=2026-01-02&by=year',
      'from=x&until=y',
    ])
      expect([query, (await reader.fetch(`/api/v1/report-statistics?${encodeURI(query)}`)).status]).toEqual([
        query,
        400,
      ]);
    expect(
      (await reader.fetch('/api/v1/report-statistics/download?table=secrets&from=2026-01-01&until=2026-01-02')).status,
    ).toBe(400);
  });

  it('is written by the same writer that other tables use', async () => {
    const bytes = await buffer(writeTable(twice([['=1']]), { format: 'csv', sheet: '', widths: [] }));
    expect(bytes.toString('utf8')).toBe("\ufeff'=1\r\n");
  });
});

describe('after all of it', () => {
  it('nothing was reported as a problem', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});

describe('a finished import', () => {
  it('S8 shows nothing of a row whose report was restricted since', async () => {
    const done = await importOf([row('S8-1', { 件名: '極秘の件', 内容: '極秘の本文' }), row('S8-2')]);
    const params = { id: done.id };
    const shown = async (by: Visitor) =>
      JSON.stringify([
        await by.call('GET /api/v1/ledger-imports/{id}', { params }),
        await by.call('GET /api/v1/ledger-imports/{id}/rows', { params, query: {} }),
        await (await by.fetch(`/api/v1/ledger-imports/${done.id}/problems`)).text(),
      ]);
    expect(done.sheets.map(({ rowCount, rows }) => [rowCount, rows])).toEqual([[3, []]]);
    const [report] = (await reportsOf('極秘の本文')).items;
    const commander = await program.person('commander');
    const body = { name: 'S8', memberIds: [handler.id] };
    const { id: compartmentId } = await commander.call('POST /api/v1/compartments', { body });
    const moved = { params: { id: report?.id ?? '' }, body: { compartmentId } };
    await handler.call('POST /api/v1/subjects/{id}/restrict', moved);
    const outsider = await program.person('handler');
    expect(await shown(outsider)).not.toContain('極秘');
  });
});
