import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, reportByForm, sendForm } from '../support/portal.client.ts';
import { makeClock } from '../support/sessions.ts';
import { refusalOf, startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';

const clock = makeClock(new Date());
let program: TestProgram;
let commander: Visitor;

beforeAll(async () => {
  program = await startTestProgram({}, { clock: clock.now });
  commander = await program.person('commander', 'handler');
});
afterAll(() => program.stop());

const show = (id: string) => commander.call('GET /api/v1/reports/{id}', { params: { id } });
const page = (token: string) => openPage(program, `/g/${token}?lang=ja`);
const reply = async (token: string, text: string, files: Parameters<typeof sendForm>[2]['files'] = []) =>
  sendForm(program, `/g/${token}?lang=ja`, { fields: { text, nonce: (await page(token)).nonce }, files });

async function ask(number: string, text: string, attachmentIds: readonly string[] = []) {
  const { id, version } = await show(number);
  return commander.call('POST /api/v1/reports/{id}/ask', {
    params: { id },
    body: { message: { text, attachmentIds: [...attachmentIds] } },
    version,
  });
}

describe('the page of a link', () => {
  it('follows the report in plain words, and carries question and answer without any address', async () => {
    const { token, number } = await reportByForm(program, { text: '画面が変です' });
    expect((await page(token)).text).toContain('報告が届いています');

    await ask(number, '何時ごろからですか。');
    const asked = await page(token);
    expect(asked.text).toContain('お尋ねがあります');
    expect(asked.text).toContain('何時ごろからですか。');

    const answered = await reply(token, '13時ごろです。', [{ name: '画面.png', content: 'png', type: 'image/png' }]);
    expect([answered.status, answered.path.includes('done=replied')]).toEqual([200, true]);
    expect(answered.text).toContain('13時ごろです。');
    expect(answered.text).toContain('画面.png');
    const report = await until(
      () => show(number),
      (seen) => seen.state === 'new' && seen.newsAt !== null,
    );
    const messages = await commander.call('GET /api/v1/messages', { query: { subjectId: report.id } });
    expect(messages.items.find((one) => one.direction === 'in')).toMatchObject({ text: '13時ごろです。' });

    await commander.call('POST /api/v1/reports/{id}/close', {
      params: { id: report.id },
      body: { outcome: 'not-an-incident', reason: '内部の覚え書き' },
      version: report.version,
    });
    const closed = await page(token);
    expect(closed.text).toContain('終わりました');
    expect(closed.text).toContain('問題は見つかりませんでした');
    expect(closed.text).not.toContain('内部の覚え書き');
  });

  it('says that it is dealt with while it is an incident, and that it is finished when that is closed', async () => {
    const { token, number } = await reportByForm(program);
    const { id } = await show(number);
    const incident = await commander.call('POST /api/v1/incidents', { body: { reportId: id } });
    const during = await page(token);
    expect(during.text).toContain('対応を進めています');
    expect(during.html).not.toContain(incident.number);
    await commander.call('POST /api/v1/incidents/{id}/close', {
      params: { id: incident.id },
      body: { outcome: 'not-an-incident', reason: '済' },
      version: incident.version,
    });
    await until(
      () => page(token),
      (seen) => seen.text.includes('必要な対応が終わりました'),
    );
  });

  it('S33 tells nothing internal: no class, person, compartment, note, mail to others, or other report', async () => {
    const { token, number } = await reportByForm(program, { text: 'わたしの報告' });
    const other = await reportByForm(program, { text: 'よその報告' });
    const report = await show(number);
    await commander.call('PATCH /api/v1/reports/{id}', {
      params: { id: report.id },
      body: { classCode: 'own:insider', impact: 'high', urgency: 'high', tags: ['極秘タグ'], tlp: 'red' },
      version: report.version,
    });
    await commander.call('POST /api/v1/journal-entries', { body: { subjectId: report.id, text: '内部の経過' } });
    const { owner } = program.ground.databases;
    await sql`insert into correspondence.message (id, subject_id, direction, purpose, is_automatic, state, title, text, locale, queued_at)
      values (gen_random_uuid(), ${report.id}::uuid, 'out', 'hand-over', false, 'sent', '引き継ぎ', '第三者への文面', 'ja', now()),
        (gen_random_uuid(), ${report.id}::uuid, 'out', 'reply', false, 'cancelled', '取消', '送らなかった文面', 'ja', now())`.execute(
      owner,
    );
    const { html } = await page(token);
    expect(html).toContain('わたしの報告');
    for (const secret of [
      'own:insider',
      '内部不正',
      '極秘タグ',
      'TLP',
      '内部の経過',
      '第三者への文面',
      '送らなかった文面',
      'よその報告',
      other.number,
      report.id,
      report.compartment.name,
    ])
      expect([secret, html.includes(secret)]).toEqual([secret, false]);
  });

  it('still opens when the report is restricted, and what is written there stays behind the wall', async () => {
    const { token, number } = await reportByForm(program);
    const { id } = await show(number);
    const compartment = await commander.call('POST /api/v1/compartments', { body: { name: '閉じた範囲' } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id },
      body: { compartmentId: compartment.id },
    });
    const answered = await reply(token, '追加の情報です');
    expect([answered.status, answered.text.includes('追加の情報です')]).toEqual([200, true]);
    const outsider = await program.person('handler');
    expect(await refusalOf(outsider.call('GET /api/v1/messages', { query: { subjectId: id } }))).toBe(
      'record.find.not-found',
    );
    const found = await outsider.call('GET /api/v1/search', { query: { q: '追加の情報です' } });
    expect(found.items).toEqual([]);
    const seen = await commander.call('GET /api/v1/messages', { query: { subjectId: id } });
    expect(seen.items.map((one) => one.text)).toContain('追加の情報です');
  });

  it('S2 gives the files of the team as downloads that no browser renders, and no others', async () => {
    const hostile = '<script>alert(1)</script>';
    const { token, number } = await reportByForm(program, {}, [
      { name: 'x.html', content: hostile, type: 'text/html' },
    ]);
    const other = await reportByForm(program);
    const { attachments } = await show(number);
    await ask(number, 'これですか。', [attachments[0]?.id ?? '']);
    const seen = await page(token);
    const path = /href="(\/g\/[^"]+\/files\/[0-9a-f-]+)"/.exec(seen.html)?.[1] ?? '';
    const file = await fetch(program.origin + path);
    expect(await file.text()).toBe(hostile);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringContaining('attachment'),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    for (const wrong of [
      path.replace(token, other.token),
      `/g/${token}/files/${attachments[0]?.id ?? ''}`,
      `/g/${token}/files/not-an-id`,
    ])
      expect([wrong, (await fetch(program.origin + wrong)).status]).toEqual([wrong, 404]);
  });
});

describe('S6 S14 the secret of a link', () => {
  it('is answered alike when it is wrong, revoked, or past its time', async () => {
    const { token, number } = await reportByForm(program);
    const { id } = await show(number);
    const plain = async (secret: string) => {
      const { status, html } = await openPage(program, `/g/${secret}?lang=ja`);
      return { status, html: html.replaceAll(secret, '') };
    };
    const wrong = await plain(randomBytes(32).toString('base64url'));
    expect(wrong).toMatchObject({ status: 404, html: expect.stringContaining('このページは使えません') });
    const links = await commander.call('GET /api/v1/tracking-links', { query: { subjectId: id } });
    await commander.call('POST /api/v1/tracking-links/{id}/revoke', {
      params: { id: links.items[0]?.id ?? '' },
      body: {},
    });
    expect(await plain(token)).toEqual(wrong);
    const renewed = await commander.call('POST /api/v1/tracking-links', { body: { subjectId: id } });
    const second = renewed.address.split('/').at(-1) ?? '';
    expect((await plain(second)).status).toBe(200);
    expect(await plain(`${second.slice(0, -1)}${second.endsWith('A') ? 'B' : 'A'}`)).toEqual(wrong);
    const { version } = await show(id);
    await commander.call('POST /api/v1/reports/{id}/close', {
      params: { id },
      body: { outcome: 'answered', reason: 'x' },
      version,
    });
    await until(
      async () =>
        (await commander.call('GET /api/v1/tracking-links', { query: { subjectId: id } })).items.find(
          (one) => one.isUsable,
        )?.expiresAt,
      (expiresAt) => typeof expiresAt === 'string',
    );
    clock.advance(179 * 86_400_000);
    expect((await plain(second)).status).toBe(200);
    clock.advance(2 * 86_400_000);
    expect(await plain(second)).toEqual(wrong);
    commander = await program.person('commander', 'handler');
  });

  it('ends with the report that the other was merged into, however often, and lives again when it is taken out', async () => {
    const [first, second, third] = [
      await reportByForm(program),
      await reportByForm(program),
      await reportByForm(program),
    ];
    const merge = async (from: string, into: string) => {
      const { version } = await show(from);
      const body = { intoId: (await show(into)).id };
      await commander.call('POST /api/v1/reports/{id}/merge', { params: { id: from }, body, version });
    };
    await merge(first.number, second.number);
    await merge(second.number, third.number);
    const { id: firstId } = await show(first.number);
    const expiryOf = async () => {
      const { items } = await commander.call('GET /api/v1/tracking-links', { query: { subjectId: firstId } });
      return items.map(({ expiresAt }) => typeof expiresAt);
    };
    const { version } = await show(third.number);
    const params = { id: third.number };
    const body = { outcome: 'answered' as const, reason: 'x' };
    await commander.call('POST /api/v1/reports/{id}/close', { params, body, version });
    await until(expiryOf, (kinds) => kinds.includes('string'));
    expect((await openPage(program, `/g/${first.token}?lang=ja`)).text).toContain('対応が終わりました');
    const unmerged = { params: { id: second.number }, body: {}, version: (await show(second.number)).version };
    await commander.call('POST /api/v1/reports/{id}/unmerge', unmerged);
    await until(expiryOf, (kinds) => !kinds.includes('string'));
    expect((await openPage(program, `/g/${first.token}?lang=ja`)).text).not.toContain('対応が終わりました');
  });

  it.each(['', 'x', '../report', "'; drop table platform.guest_link; --", 'a'.repeat(300), '%00', 'あ'])(
    'is not looked up when it is none: %j',
    async (secret) => {
      expect((await openPage(program, `/g/${encodeURIComponent(secret)}`)).status).toBe(404);
    },
  );

  it('opens its own report and nothing else, and is no way into the API', async () => {
    const { token, number } = await reportByForm(program);
    for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `matoi=${token}` }] as const) {
      const answer = await fetch(`${program.origin}/api/v1/reports/${number}`, {
        headers: headers as Record<string, string>,
      });
      expect(answer.status).toBe(401);
    }
  });

  it('is nowhere: not in the database, not in a log, not in what the program reports', async () => {
    const { token } = await reportByForm(program, { contact: 'someone@example.com' });
    await reply(token, '返事');
    await openPage(program, `/g/${token}x`);
    const { rows } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(program.ground.databases.owner);
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const found = await sql<{ count: number }>`select count(*) as count from ${sql.raw(name)} t
        where t::text like ${`%${token}%`}`.execute(program.ground.databases.owner);
      expect([name, found.rows[0]?.count]).toEqual([name, 0]);
    }
    expect(program.problems.map(String).join()).not.toContain(token);
  });

  it('changes nothing by being opened', async () => {
    const { token, number } = await reportByForm(program);
    const { id } = await show(number);
    const state = async () => {
      const links = await commander.call('GET /api/v1/tracking-links', { query: { subjectId: id } });
      const { version, state: standing } = await show(id);
      return JSON.stringify([links.items, version, standing]);
    };
    const subject = { subjectId: id };
    await until(
      async () => (await commander.call('GET /api/v1/messages', { query: subject })).items.length,
      (count) => count > 0,
    );
    const before = await state();
    for (let turn = 0; turn < 3; turn += 1) await page(token);
    await fetch(`${program.origin}/g/${token}`, { method: 'HEAD' });
    expect(await state()).toBe(before);
  });
});

describe('S16 a form of the portal', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a look-alike origin', { origin: 'http://127.0.0.1.evil.example' }],
  ])('sent by %s is refused as a page, and nothing is stored', async (_name, headers) => {
    const { token } = await reportByForm(program);
    for (const path of ['/report', `/g/${token}`]) {
      const { nonce } = await openPage(program, path);
      const answer = await sendForm(program, path, { fields: { tile: 'other', text: 'forged', nonce }, headers });
      expect([path, answer.status, answer.html.includes('<form')]).toEqual([path, 403, false]);
    }
    expect((await page(token)).text).not.toContain('forged');
  });

  it('without a nonce of its own page is not taken, and keeps what was typed', async () => {
    const [one, other] = [await reportByForm(program), await reportByForm(program)];
    const foreign = (await page(other.token)).nonce;
    const ofForm = (await openPage(program, '/report')).nonce;
    for (const nonce of ['', 'x', foreign, ofForm, `${(await page(one.token)).nonce}x`]) {
      const answer = await sendForm(program, `/g/${one.token}`, { fields: { text: '打ち込んだ文', nonce } });
      expect([answer.status, answer.html.includes('\n打ち込んだ文</textarea>')]).toEqual([409, true]);
    }
    expect((await page(one.token)).html).not.toContain('打ち込んだ文');
  });

  it('that stood open too long asks to be sent again, and then goes through', async () => {
    const { token } = await reportByForm(program);
    const { nonce } = await page(token);
    clock.advance(12 * 3_600_000 + 1_000);
    commander = await program.person('commander', 'handler');
    const late = await sendForm(program, `/g/${token}?lang=ja`, { fields: { text: '遅い返事', nonce } });
    expect([late.status, late.text.includes('もう一度「送る」')]).toEqual([409, true]);
    const again = await sendForm(program, `/g/${token}?lang=ja`, { fields: { text: '遅い返事', nonce: late.nonce } });
    expect(again.text).toContain('送りました');
  });

  it.each(['application/json', 'text/plain', 'application/xml', 'application/octet-stream'])(
    'is a form and not %s',
    async (type) => {
      const response = await fetch(`${program.origin}/report`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"text":"x"}',
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8']);
    },
  );

  it('reads nobody’s session: somebody who is signed in is nobody there', async () => {
    const answer = await commander.fetch('/report');
    expect(await answer.text()).not.toContain(commander.id);
    const { nonce } = await openPage(program, '/report');
    const body = new URLSearchParams({ tile: 'other', text: 'signed in', nonce });
    const sent = await commander.fetch('/report', { method: 'POST', body });
    expect(sent.status).toBe(200);
    const { rows } = await sql<{ actor_kind: string }>`select actor_kind from platform.audit_entry
      where action = 'public-form.submit' order by at desc, id desc limit 1`.execute(program.ground.databases.owner);
    expect(rows[0]?.actor_kind).toBe('guest');
  });
});

describe('S1 what strangers type', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '</textarea><script>alert(1)</script>',
    '{{constructor.constructor("alert(1)")()}}',
    'javascript:alert(1)',
  ];

  it.each(corpus)('stays text on every page: %j', async (text) => {
    const { token, html } = await reportByForm(program, { text, name: text, contact: 'x' }, [
      { name: `${text}.txt`, content: 'x' },
    ]);
    const answered = await reply(token, text, [{ name: text, content: 'x' }]);
    const refused = await sendForm(program, '/report', { fields: { text, name: text, contact: text } });
    for (const one of [html, answered.html, refused.html]) {
      expect(one.match(/<script/g)).toHaveLength(1);
      expect(one).not.toMatch(/<img|href="javascript:/i);
      expect(one.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]+\son[a-z]+=/i);
    }
  });

  it('is read under a policy that runs and loads nothing of theirs', async () => {
    const { token } = await reportByForm(program);
    for (const path of ['/report', `/g/${token}`, '/privacy', '/g/wrong']) {
      const { headers } = await openPage(program, path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect([path, headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual([
        path,
        'no-referrer',
        'noindex, nofollow',
      ]);
    }
  });
});

describe('who may not', () => {
  it('a reader makes and ends no links; nobody sees those of a record that is hidden', async () => {
    const { number } = await reportByForm(program);
    const { id } = await show(number);
    const reader = await program.person('reader');
    expect(await refusalOf(reader.call('POST /api/v1/tracking-links', { body: { subjectId: id } }))).toBe(
      'permission.use.denied',
    );
    const listed = await reader.call('GET /api/v1/tracking-links', { query: { subjectId: id } });
    expect(JSON.stringify(listed)).not.toMatch(/seed|hash|token/);
  });
});

describe('what the pages leave behind', () => {
  it('is no problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
