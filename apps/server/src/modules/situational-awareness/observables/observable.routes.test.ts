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
}, 60_000);
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
    expect(await change({ type: 'domain', role: 'attacker' })).toEqual({ changed: 1 });
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
