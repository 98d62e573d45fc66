import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

let program: TestProgram;
let handler: Visitor;
let member: Visitor;
beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler');
  member = await program.person('commander', 'handler');
});
afterAll(() => program.stop());

const list = (visitor: Visitor, query: Record<string, string>) => visitor.call('GET /api/v1/observables', { query });

async function report(visitor: Visitor, text: string, title = '不審な通信'): Promise<string> {
  const { id } = await visitor.call('POST /api/v1/reports', { body: { title, text } });
  return id;
}

/** A report whose values have been read. */
async function readReport(text: string, expected: number): Promise<string> {
  const id = await report(handler, text);
  await until(
    () => list(handler, { subjectId: id }),
    ({ items }) => items.length === expected,
  );
  return id;
}

describe('observables of a report', () => {
  it('are read out of its text, made harmless, with the words around them', async () => {
    const id = await readReport('送信元は203.0.113.61です。hxxps://例え[.]jp/a を開きました。パスワード: infected', 3);
    const { items, total } = await list(handler, { subjectId: id });
    expect(total).toEqual({ count: 3, isMore: false });
    expect(items.map(({ type, defanged, readable, state }) => ({ type, defanged, readable, state }))).toEqual(
      expect.arrayContaining([
        { type: 'ipv4', defanged: '203[.]0[.]113[.]61', readable: null, state: 'current' },
        { type: 'domain', defanged: 'xn--r8jz45g[.]jp', readable: '例え[.]jp', state: 'current' },
        { type: 'url', defanged: 'hxxps://xn--r8jz45g[.]jp/a', readable: 'hxxps://例え[.]jp/a', state: 'current' },
      ]),
    );
    expect(items.find(({ type }) => type === 'ipv4')?.snippet).toContain('送信元は203.0.113.61です。');
  });

  it('are found by the search in every notation', async () => {
    const id = await readReport('通信先は evil-search[.]example でした', 1);
    for (const q of ['evil-search.example', 'evil-search[.]example', 'hxxp://evil-search'])
      expect([q, (await list(handler, { q })).items.length > 0]).toEqual([q, q !== 'hxxp://evil-search']);
    const { items } = await handler.call('GET /api/v1/search', { query: { q: 'evil-search.example' } });
    expect(items.map(({ subject }) => subject.id)).toContain(id);
  });

  it('say on which other records they were seen', async () => {
    const first = await readReport('C2は198.51.100.61', 1);
    const second = await readReport('また198.51.100.61へ通信', 1);
    const [seen] = (await list(handler, { subjectId: second })).items;
    expect(seen?.alsoSeen).toMatchObject({ count: 1, isMore: false, records: [{ id: first }] });
    const value = await handler.call('GET /api/v1/observables/{id}', { params: { id: seen?.id ?? '' } });
    expect(value).toMatchObject({ type: 'ipv4', defanged: '198[.]51[.]100[.]61', known: null });
    const places = await handler.call('GET /api/v1/observables/{id}/occurrences', {
      params: { id: seen?.id ?? '' },
      query: { limit: 1 },
    });
    expect([places.items[0]?.record.id, places.total.count, places.next !== null]).toEqual([second, 2, true]);
    // In the list over everything each value stands once, at the record where it was seen last.
    const everywhere = (await list(handler, { q: '198.51.100.61' })).items;
    expect(everywhere.map(({ record }) => record.id)).toEqual([second]);
  });

  it('of an incident are those of its reports too, each once', async () => {
    const id = await readReport('遮断対象は203.0.113.62', 1);
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: id } });
    await handler.call('POST /api/v1/observables', {
      body: {
        subjectId: incident.id,
        values: [
          { type: 'ipv4', value: '203[.]0[.]113[.]62' },
          { type: 'domain', value: 'evil62.example' },
        ],
        role: 'attacker',
      },
    });
    const { items } = await list(handler, { subjectId: incident.id });
    expect(items.map(({ value, record, role }) => [value, record.id, role]).sort()).toEqual([
      ['203.0.113.62', incident.id, 'attacker'],
      ['evil62.example', incident.id, 'attacker'],
    ]);
  });
});

describe('the order by meaning', () => {
  it('is refused without a record, and goes on from page to page', async () => {
    expect(await refusalOf(list(handler, { sort: 'telling' }))).toBe('observables.list.record-needed');
    await readReport('以前の198.51.100.58', 1);
    const id = await readReport('192.0.2.58と198.51.100.58とbad58.example と 127.0.0.1', 4);
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: id } });
    await handler.call('POST /api/v1/observables', {
      body: { subjectId: incident.id, values: [{ type: 'ipv4', value: '192.0.2.59' }], role: 'attacker' },
    });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(handler, {
        subjectId: incident.id,
        sort: 'telling',
        limit: '2',
        ...(cursor === '' ? {} : { cursor }),
      });
      seen.push(...page.items.map(({ value }) => value));
      expect(page.total).toEqual({ count: 5, isMore: false });
      cursor = page.next;
    }
    expect(seen).toEqual(['192.0.2.59', '198.51.100.58', 'bad58.example', '192.0.2.58', '127.0.0.1']);
  });
});

describe('a correction', () => {
  it('of nothing, of something elsewhere, or into a type that does not fit is refused', async () => {
    const id = await readReport('203.0.113.63 と mail63.example', 2);
    const [one] = (await list(handler, { subjectId: id, type: 'ipv4' })).items;
    const change = (body: object) =>
      refusalOf(
        handler.call('POST /api/v1/observables/change', {
          body: { subjectId: id, valueIds: [one?.id ?? ''], ...body },
        }),
      );
    expect(await change({})).toBe('observables.change.nothing');
    expect(await change({ type: 'md5' })).toBe('observables.change.type-unfit');
    expect(await change({ valueIds: ['01900000-0000-8000-8000-000000000000'], state: 'dismissed' })).toBe(
      'record.find.not-found',
    );
    expect(
      await refusalOf(
        handler.call('POST /api/v1/observables', { body: { subjectId: id, values: [{ type: 'ipv4', value: 'x' }] } }),
      ),
    ).toBe('observables.add.value-invalid');
  });

  it('stays: dismissed, restored, given a role, entered as another type', async () => {
    const id = await readReport('ファイル名 invoice64.zip を受信', 1);
    const only = async (query: Record<string, string>) => (await list(handler, { subjectId: id, ...query })).items;
    const [file] = await only({});
    const change = (body: object) =>
      handler.call('POST /api/v1/observables/change', { body: { subjectId: id, valueIds: [file?.id ?? ''], ...body } });
    await change({ state: 'dismissed' });
    expect((await only({ state: 'current' })).length).toBe(0);
    expect((await only({}))[0]).toMatchObject({ state: 'dismissed', dismissal: 'once', correctedBy: { kind: 'user' } });
    await change({ state: 'current', role: 'victim' });
    expect((await only({ state: 'current' }))[0]).toMatchObject({ dismissal: null, role: 'victim' });
    expect(await change({ type: 'domain', role: 'attacker' })).toMatchObject({ changed: 1 });
    expect((await only({ state: 'current' })).map(({ type, value, role }) => [type, value, role])).toEqual([
      ['domain', 'invoice64.zip', 'attacker'],
    ]);
    expect((await only({ state: 'dismissed' }))[0]).toMatchObject({ type: 'file-name', dismissal: 'retyped' });
  });

  it('for always: on the list of the team, here, elsewhere and from now on, until it is taken off', async () => {
    const before = await readReport('社内の監視装置 probe65.example', 1);
    const known = await handler.call('POST /api/v1/known-values', {
      body: { kind: 'ignored', value: 'probe65[.]example', reason: '監視装置' },
    });
    expect((await list(handler, { subjectId: before })).items[0]).toMatchObject({
      state: 'dismissed',
      dismissal: 'ignored',
    });
    const after = await readReport('またprobe65.exampleから', 1);
    expect((await list(handler, { subjectId: after })).items[0]).toMatchObject({
      state: 'dismissed',
      dismissal: 'ignored',
    });
    expect(
      await refusalOf(
        handler.call('POST /api/v1/known-values', { body: { kind: 'ignored', value: 'probe65.example' } }),
      ),
    ).toBe('known-values.add.present');
    expect(
      await refusalOf(handler.call('POST /api/v1/known-values', { body: { kind: 'own-domain', value: 'なし' } })),
    ).toBe('known-values.add.invalid');
    await handler.call('POST /api/v1/known-values/{id}/withdraw', { params: { id: known.id }, body: {} });
    expect((await list(handler, { subjectId: after })).items[0]).toMatchObject({ state: 'current', dismissal: null });
    expect(
      await refusalOf(handler.call('POST /api/v1/known-values/{id}/withdraw', { params: { id: known.id }, body: {} })),
    ).toBe('record.find.not-found');
  });

  it('is not needed for our own names and for what everybody knows', async () => {
    await handler.call('POST /api/v1/known-values', { body: { kind: 'own-domain', value: 'moegido66.example' } });
    const id = await readReport(
      'sato@mail.moegido66.example から http://www.w3.org/1999/xhtml と http://shop.moegido66.example/ 宛、127.0.0.1',
      6,
    );
    const { items } = await list(handler, { subjectId: id });
    expect(Object.fromEntries(items.map(({ value, dismissal }) => [value, dismissal]))).toEqual({
      'sato@mail.moegido66.example': 'own',
      'shop.moegido66.example': 'own',
      'http://shop.moegido66.example/': null,
      'http://www.w3.org/1999/xhtml': 'well-known',
      'www.w3.org': 'well-known',
      '127.0.0.1': 'well-known',
    });
  });
});

describe('a preview', () => {
  it('says what would be found and keeps nothing', async () => {
    const { items } = await handler.call('POST /api/v1/observables/preview', {
      body: { text: 'evil67[.]example\n8.8.8.8' },
    });
    expect(items.map(({ defanged, dismissal }) => [defanged, dismissal])).toEqual([
      ['evil67[.]example', null],
      ['8[.]8[.]8[.]8', 'well-known'],
    ]);
    expect((await list(handler, { q: 'evil67.example' })).items).toEqual([]);
  });
});

describe('S8: somebody who does not see a record', () => {
  it('learns nothing of a value from lists, counts, its page, its places, the export', async () => {
    const open = await readReport('公開の203.0.113.68', 1);
    const [value] = (await list(handler, { subjectId: open })).items;
    const asked = async () => {
      const answers: string[] = [];
      for (const path of [
        `?subjectId=${open}`,
        '',
        '?sort=oldest',
        `?subjectId=${open}&sort=telling`,
        '?q=203.0.113.68',
        '?q=secret68',
        '/export?q=203.0.113.68',
        `/${value?.id}`,
        `/${value?.id}/occurrences`,
      ])
        answers.push(
          (await (await handler.fetch(`/api/v1/observables${path}`)).text()).replace(/"requestId":"\w+"/, ''),
        );
      return answers;
    };
    const compartment = await member.call('POST /api/v1/compartments', { body: { name: '限定68' } });
    const before = await asked();
    const incident = await member.call('POST /api/v1/incidents', { body: { title: '極秘68' } });
    await member.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: compartment.id },
    });
    const values = [
      { type: 'ipv4' as const, value: '203.0.113.68' },
      { type: 'domain' as const, value: 'secret68.example' },
    ];
    await member.call('POST /api/v1/observables', { body: { subjectId: incident.id, values, role: 'attacker' } });
    expect(await asked()).toEqual(before);
    const hidden = (await list(member, { q: 'secret68' })).items[0]?.id ?? '';
    expect(hidden).not.toBe('');
    for (const id of [hidden, '01900000-0000-8000-8000-000000000000'])
      expect(await refusalOf(handler.call('GET /api/v1/observables/{id}', { params: { id } }))).toBe(
        'record.find.not-found',
      );
    expect((await list(member, { subjectId: open })).items[0]?.alsoSeen.count).toBe(1);
  });
});

describe('the export', () => {
  it('opens in a spreadsheet without a formula, and stands in the audit log', async () => {
    await report(handler, '=cmd|evil69.example を実行', '=HYPERLINK("http://evil69.example")');
    await until(
      () => list(handler, { q: 'evil69.example' }),
      ({ items }) => items.length > 0,
    );
    const answer = await handler.fetch('/api/v1/observables/export?q=evil69.example&type=domain');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const text = bytes.subarray(3).toString('utf8');
    expect(text).toContain(`"'=HYPERLINK`);
    expect(text).not.toMatch(/,"=|^=/m);
    const auditor = await program.person('auditor');
    const entries = await auditor.call('GET /api/v1/audit-entries', { query: { action: 'observables.export' } });
    expect(entries.items.length).toBeGreaterThan(0);
  });
});

describe('S1: hostile text', () => {
  it('comes back as text', async () => {
    const script = '<script>alert(1)</script>';
    const id = await readReport(`${script}203.0.113.70${script}`, 1);
    expect((await list(handler, { subjectId: id })).items[0]?.snippet).toContain('<script>');
    const answer = await handler.fetch(`/api/v1/observables?subjectId=${id}`);
    expect([answer.headers.get('content-type')?.split(';')[0], answer.headers.get('x-content-type-options')]).toEqual([
      'application/json',
      'nosniff',
    ]);
  });
});

/** An incident with some values of its own. */
async function incidentWith(title: string, ...values: string[]): Promise<string> {
  const { id } = await handler.call('POST /api/v1/incidents', { body: { title } });
  await handler.call('POST /api/v1/observables', {
    body: { subjectId: id, values: values.map((value) => ({ type: 'domain' as const, value })) },
  });
  return id;
}

const undo = (id: string) => handler.call('POST /api/v1/observable-changes/{id}/undo', { params: { id }, body: {} });

describe('tags, markings and notes', () => {
  it('are said of several values, found by filters and search, told by the record where nobody said, and taken back', async () => {
    const id = await incidentWith('タグ71', 'a71.example', 'b71.example', 'c71.example');
    const of = async (query: Record<string, string> = {}) =>
      (await list(handler, { subjectId: id, ...query })).items.map(({ value }) => value).sort();
    const [first] = (await list(handler, { q: 'a71.example' })).items;
    const [second] = (await list(handler, { q: 'b71.example' })).items;
    const valueIds = [first?.id ?? '', second?.id ?? ''];
    const change = (body: object) =>
      handler.call('POST /api/v1/observables/change', { body: { subjectId: id, valueIds, ...body } });
    const { changed, changeIds } = await change({
      addTags: ['標的型71', 'apt'],
      tlp: 'red',
      role: 'attacker',
      note: 'ローダーの配布元71',
    });
    expect([changed, changeIds.length]).toEqual([2, 1]);
    expect(await of({ tag: '標的型71' })).toEqual(['a71.example', 'b71.example']);
    expect([await of({ tlp: 'red' }), await of({ tlp: 'none' })]).toEqual([
      ['a71.example', 'b71.example'],
      ['c71.example'],
    ]);
    expect((await list(handler, { tag: '標的型71' })).total.count).toBe(2);
    expect((await handler.call('GET /api/v1/observables/tags', {})).items).toContain('標的型71');
    const found = await handler.call('GET /api/v1/search', { query: { q: '配布元71' } });
    expect(found.items.map(({ subject }) => subject.id)).toContain(id);
    expect(await refusalOf(change({ note: '別の文', noteBefore: '' }))).toBe('observables.change.stale');
    // TLP:RED leaves in a file only when it is asked for.
    const exported = async (query: string) =>
      (await (await handler.fetch(`/api/v1/observables/export?subjectId=${id}${query}`)).text()).includes(
        'a71.example',
      );
    expect([await exported(''), await exported('&tlp=red')]).toEqual([false, true]);
    // One of the two is changed again by somebody else, and stays so.
    await member.call('POST /api/v1/observables/change', {
      body: { subjectId: id, valueIds: [second?.id ?? ''], removeTags: ['apt'] },
    });
    expect(await undo(changeIds[0] ?? '')).toEqual({ restored: 1, left: 1 });
    expect(await refusalOf(undo(changeIds[0] ?? ''))).toBe('observables.undo.done-before');
    expect((await list(handler, { q: 'a71.example' })).items[0]).toMatchObject({
      tags: [],
      note: '',
      role: 'unknown',
      marking: { tlp: null, ownTlp: null },
    });
    expect((await list(handler, { q: 'b71.example' })).items[0]).toMatchObject({
      tags: ['標的型71'],
      role: 'attacker',
    });
    const changes = await handler.call('GET /api/v1/observable-changes', { query: { subjectId: id } });
    expect(changes.items.map(({ kind, count, undone }) => [kind, count, undone !== null])).toEqual([
      ['change', 1, false],
      ['change', 2, true],
      ['add', 3, false],
    ]);
  });
});

describe('a table', () => {
  const read = (path: 'read-table' | 'import', subjectId: string, bytes: string | Buffer, columns = '') =>
    handler.call(path === 'import' ? 'POST /api/v1/observables/import' : 'POST /api/v1/observables/read-table', {
      query: { subjectId, ...(columns === '' ? {} : { columns }) },
      body: {},
      file: new Blob([new Uint8Array(Buffer.from(bytes))]),
    });

  it('that is none, or whose columns are not these, is refused', async () => {
    const id = await incidentWith('表72', 'a72.example');
    const table = 'value,type\nb72.example,domain\n';
    expect(await refusalOf(read('read-table', id, Buffer.from('PK\u0003\u0004broken')))).toBe(
      'observables.import.unreadable',
    );
    expect(await refusalOf(read('import', id, table, 'value'))).toBe('observables.import.column-unknown');
    expect(await refusalOf(read('import', id, table, 'value,value'))).toBe('observables.import.column-unknown');
    expect(await refusalOf(read('import', id, table, 'ignore,value'))).toBe('observables.import.no-values');
    expect((await list(handler, { subjectId: id })).total.count).toBe(1);
  });

  it('is shown first, entered at once, comes back from our own export, and is taken back', async () => {
    const id = await incidentWith('表73', 'there73.example');
    const table =
      "\ufeff種類,値,タグ,TLP,備考\r\nhostname,new73[.]example,apt;標的型,TLP:GREEN,'=C2\r\n,there73.example,見た,,\r\n,だめ,,,\r\n";
    const before = (await handler.call('GET /api/v1/observable-changes', { query: { subjectId: id } })).items.length;
    const seen = await handler.call('POST /api/v1/observables/read-table', {
      query: { subjectId: id },
      body: {},
      file: new Blob([table]),
    });
    expect(seen.counts).toEqual({ good: 2, there: 1, bad: 1 });
    expect(seen.rows.map(({ row, problem, isThere }) => [row, problem, isThere])).toEqual([
      [4, 'unreadable', false],
      [2, null, false],
      [3, null, true],
    ]);
    expect((await list(handler, { subjectId: id })).total.count).toBe(1);
    const done = await handler.call('POST /api/v1/observables/import', {
      query: { subjectId: id },
      body: {},
      file: new Blob([table]),
    });
    expect(done).toMatchObject({ changed: 2, leftOut: 1 });
    const [made] = (await list(handler, { subjectId: id, q: 'new73' })).items;
    expect(made).toMatchObject({ tags: ['apt', '標的型'], note: '=C2', marking: { tlp: 'green', ownTlp: 'green' } });
    const exported = await (await handler.fetch(`/api/v1/observables/export?subjectId=${id}`)).text();
    const other = await incidentWith('写し73', 'copy73.example');
    await handler.call('POST /api/v1/observables/import', {
      query: { subjectId: other },
      body: {},
      file: new Blob([exported]),
    });
    const [copied] = (await list(handler, { subjectId: other, q: 'new73' })).items;
    expect([copied?.tags, copied?.note, copied?.marking.tlp]).toEqual([['apt', '標的型'], '=C2', 'green']);
    expect(await undo(done.changeIds[0] ?? '')).toEqual({ restored: 2, left: 0 });
    const after = (await list(handler, { subjectId: id })).items;
    expect(after.map(({ value, tags }) => [value, tags])).toEqual([['there73.example', []]]);
    const changes = await handler.call('GET /api/v1/observable-changes', { query: { subjectId: id } });
    expect(changes.items.length).toBe(before + 1);
    const { items } = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: id } });
    expect(items.map(({ act }) => act?.code)).toEqual(
      expect.arrayContaining(['value.imported', 'value.import-undone']),
    );
  });
});

describe('a sighting', () => {
  const sighting = { seenAt: '2026-04-01T03:12:00+09:00', source: '本社プロキシ', count: 3 };

  it('of a machine counts where the value stands; a value on no record is refused, on a named record it is added', async () => {
    const machine = await program.machine('handler');
    const id = await incidentWith('観測74', 'c74.example');
    const say = (body: object) =>
      machine.call('POST /api/v1/sightings', { body: { value: 'c74[.]example', ...sighting, ...body } });
    expect(await refusalOf(say({ value: 'unknown74.example' }))).toBe('sightings.add.value-unknown');
    expect(await refusalOf(say({ value: 'まだ不明' }))).toBe('sightings.add.value-invalid');
    expect(await refusalOf(say({ seenAt: '2099-01-01T00:00:00Z' }))).toBe('sightings.add.in-the-future');
    const soc = await program.machine('soc');
    expect(await refusalOf(soc.call('POST /api/v1/sightings', { body: { value: 'c74.example', ...sighting } }))).toBe(
      'permission.use.denied',
    );
    // A machine that reads nothing is answered the same whether anybody knows the value or not; only the one that stands somewhere counts.
    const report = async (body: object) => {
      const answer = await soc.fetch('/api/v1/sighting-reports', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...sighting, source: 'EDR', ...body }),
      });
      return [answer.status, await answer.text()];
    };
    expect(await report({ value: 'c74.example', subjectId: id })).toMatchObject([400, expect.anything()]);
    expect(await report({ value: 'unknown74.example' })).toEqual([202, '{"isReceived":true}']);
    expect(await report({ value: 'c74[.]example', count: 4 })).toEqual([202, '{"isReceived":true}']);
    expect((await list(handler, { q: 'unknown74' })).items).toEqual([]);
    expect((await list(handler, { q: 'c74.example' })).items[0]?.sightings.count).toBe(4);
    expect(await say({ precision: 'minute' })).toMatchObject({
      record: { id },
      defanged: 'c74[.]example',
      seenAt: '2026-03-31T18:12:00.000Z',
      saidBy: { kind: 'token' },
    });
    await say({ count: 2 });
    const added = await say({ value: 'new74.example', subjectId: id });
    expect((await list(handler, { subjectId: id })).items.map(({ value }) => value).sort()).toEqual([
      'c74.example',
      'new74.example',
    ]);
    const [seen] = (await list(handler, { q: 'c74.example' })).items;
    expect(seen?.sightings).toEqual({ count: 9, isMore: false, lastAt: '2026-03-31T18:12:00.000Z' });
    // The journal is told once of a source; the list has all.
    const { items } = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: id } });
    expect(items.filter(({ act }) => act?.code === 'value.sighted').length).toBe(3);
    const withdrawn = await handler.call('POST /api/v1/sightings/{id}/withdraw', {
      params: { id: added.id },
      body: { reason: '試験の通信' },
    });
    expect(withdrawn.withdrawn).toMatchObject({ reason: '試験の通信' });
    expect(
      await refusalOf(
        handler.call('POST /api/v1/sightings/{id}/withdraw', { params: { id: added.id }, body: { reason: 'x' } }),
      ),
    ).toBe('sightings.withdraw.withdrawn');
    expect((await list(handler, { q: 'new74.example' })).items[0]?.sightings.count).toBe(0);
    const page = await handler.call('GET /api/v1/sightings', { query: { subjectId: id, limit: 2 } });
    expect([page.items.length, page.total.count, page.next !== null]).toEqual([2, 4, true]);
    expect(await refusalOf(handler.call('GET /api/v1/sightings', { query: {} }))).toBe(
      'sightings.list.value-or-record-needed',
    );
  });

  it('S8: on a record behind the wall is counted for nobody outside', async () => {
    const open = await incidentWith('公開75', 'c75.example');
    const [value] = (await list(handler, { subjectId: open })).items;
    const asked = async () => [
      (await list(handler, { q: 'c75.example' })).items[0]?.sightings,
      await handler.call('GET /api/v1/sightings', { query: { valueId: value?.id ?? '' } }),
    ];
    const before = await asked();
    const compartment = await member.call('POST /api/v1/compartments', { body: { name: '限定75' } });
    const hidden = await member.call('POST /api/v1/incidents', { body: { title: '極秘75' } });
    await member.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: hidden.id },
      body: { compartmentId: compartment.id },
    });
    const body = { value: 'c75.example', subjectId: hidden.id, ...sighting };
    await member.call('POST /api/v1/sightings', { body });
    expect(await asked()).toEqual(before);
    expect(await refusalOf(handler.call('POST /api/v1/sightings', { body }))).toBe('record.find.not-found');
    expect((await list(member, { q: 'c75.example' })).items[0]?.sightings.count).toBe(3);
  });
});

describe('a warning list', () => {
  const body = {
    nameJa: '取引先76',
    nameEn: 'Suppliers 76',
    reason: '業務の通信です。先に担当へ確かめてください。',
    match: 'suffix' as const,
    text: 'ドメイン,会社\n*.minato76[.]example,みなと運輸\n',
  };

  it('of the team marks values everywhere, warns before blocking, and can be changed, switched off and withdrawn', async () => {
    const administrator = await program.person('administrator');
    const id = await incidentWith('取引先76', 'www.minato76.example');
    const marks = async () => (await list(handler, { subjectId: id })).items[0]?.warnings.map(({ name }) => name.ja);
    expect(await refusalOf(handler.call('POST /api/v1/warning-lists', { body }))).toBe('permission.use.denied');
    expect(
      await refusalOf(administrator.call('POST /api/v1/warning-lists', { body: { ...body, text: 'a\nb c' } })),
    ).toBe('warning-lists.save.line-invalid');
    const made = await administrator.call('POST /api/v1/warning-lists', { body });
    expect(made).toMatchObject({ isOwn: true, isOn: true, version: 1, entries: ['minato76.example'] });
    expect(await marks()).toEqual(['取引先76']);
    const check = await handler.call('POST /api/v1/block-entries/check', { body: { value: 'www.minato76.example' } });
    expect([check.warning, check.lists[0]?.reason.ja]).toEqual(['listed', body.reason]);
    const preview = await handler.call('POST /api/v1/observables/preview', { body: { text: 'a.minato76.example' } });
    expect([preview.items[0]?.dismissal, preview.items[0]?.warnings.length]).toEqual([null, 1]);
    const hits = await handler.call('GET /api/v1/warning-lists/{id}/hits', { params: { id: made.id } });
    expect(hits.items.map(({ defanged, record }) => [defanged, record.id])).toEqual([['www[.]minato76[.]example', id]]);
    const turn = (isOn: boolean) =>
      administrator.call('POST /api/v1/warning-lists/{id}/switch', { params: { id: made.id }, body: { isOn } });
    expect((await turn(false)).isOn).toBe(false);
    expect(await marks()).toEqual([]);
    await turn(true);
    const save = (version: number) =>
      administrator.call('PATCH /api/v1/warning-lists/{id}', {
        params: { id: made.id },
        version,
        body: { ...body, match: 'exact', text: 'minato76.example', effectiveOn: '2026-11-01' },
      });
    expect(await refusalOf(save(2))).toBe('record.change.stale');
    expect(await save(1)).toMatchObject({ version: 2, effectiveOn: '2026-11-01' });
    expect(await marks()).toEqual([]);
    await administrator.call('POST /api/v1/warning-lists/{id}/withdraw', {
      params: { id: made.id },
      version: 2,
      body: {},
    });
    expect(await refusalOf(handler.call('GET /api/v1/warning-lists/{id}', { params: { id: made.id } }))).toBe(
      'record.find.not-found',
    );
  });

  it('of the program is switched off for what is read from then on, and is not changed', async () => {
    const administrator = await program.person('administrator');
    const turn = (isOn: boolean) =>
      administrator.call('POST /api/v1/warning-lists/{id}/switch', {
        params: { id: 'open-resolvers' },
        body: { isOn },
      });
    const dismissal = async () =>
      (await handler.call('POST /api/v1/observables/preview', { body: { text: '8.8.8.8' } })).items[0]?.dismissal;
    expect(await dismissal()).toBe('well-known');
    await turn(false);
    expect(await dismissal()).toBe(null);
    await turn(true);
    expect(await dismissal()).toBe('well-known');
    expect(
      await refusalOf(
        administrator.call('POST /api/v1/warning-lists/{id}/withdraw', {
          params: { id: 'open-resolvers' },
          version: 1,
          body: {},
        }),
      ),
    ).toBe('warning-lists.change.not-own');
    const { items } = await handler.call('GET /api/v1/warning-lists', {});
    expect(items.find(({ id }) => id === 'open-resolvers')).toMatchObject({ isOwn: false, isOn: true, size: 11 });
  });
});
