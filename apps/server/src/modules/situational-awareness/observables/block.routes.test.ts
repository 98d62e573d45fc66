import { sql } from 'kysely';
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
let administrator: Visitor;
beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler');
  member = await program.person('commander', 'handler');
  administrator = await program.person('administrator');
});
afterAll(() => program.stop());

const soon = () => new Date(Date.now() + 86_400_000).toISOString();
const block = (visitor: Visitor, value: string, more: object = {}) =>
  visitor.call('POST /api/v1/block-entries', { body: { value, reason: '攻撃元', expiresAt: soon(), ...more } });
const fetched = (file: string, secret: string, headers: Record<string, string> = {}) =>
  fetch(`${program.origin}/api/v1/block-lists/${file}?token=${secret}`, { headers });
const key = async (...lists: ('ipv4' | 'domain')[]) =>
  (await administrator.call('POST /api/v1/block-tokens', { body: { name: '境界FW', lists } })).secret;

describe('a device', () => {
  it('without the key of a list gets nothing, whatever is wrong', async () => {
    const secret = await key('ipv4');
    const statuses = await Promise.all([
      fetched('ipv4.txt', ''),
      fetched('ipv4.txt', 'x'.repeat(43)),
      fetched('domain.txt', secret),
      fetched('nothing.txt', secret),
      fetched('ipv4.txt', '', { authorization: `Bearer ${secret}` }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it('fetches what is blocked now, and nothing again while it has not changed', async () => {
    const secret = await key('ipv4', 'domain');
    const entry = await block(handler, '203[.]0[.]113[.]80');
    await block(handler, '198.51.100.0/24');
    const first = await fetched('ipv4.txt', secret);
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'private, max-age=300',
    ]);
    expect(await first.text()).toBe('198.51.100.0/24\n203.0.113.80\n');
    const lastModified = first.headers.get('last-modified') ?? '';
    expect(new Date(lastModified).getTime()).toBeGreaterThan(Date.now() - 60_000);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetched('ipv4.txt', secret, { 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    await handler.call('POST /api/v1/block-entries/{id}/withdraw', {
      params: { id: entry.id },
      body: { reason: '誤検知' },
    });
    const changed = await fetched('ipv4.txt', secret, { 'if-none-match': etag });
    expect([changed.status, await changed.text()]).toEqual([200, '198.51.100.0/24\n']);
    const { items } = await handler.call('GET /api/v1/block-entries', { query: { state: 'ended', q: '203.0.113.80' } });
    expect(items[0]?.ended).toMatchObject({ reason: '誤検知', by: { kind: 'user' } });
    expect(
      await refusalOf(
        handler.call('POST /api/v1/block-entries/{id}/withdraw', { params: { id: entry.id }, body: { reason: 'x' } }),
      ),
    ).toBe('block-entries.withdraw.ended');
  });

  it('may send its key as bearer or as a password, until the key ends', async () => {
    const { secret, token } = await administrator.call('POST /api/v1/block-tokens', {
      body: { name: 'proxy', lists: ['domain'] },
    });
    const by = (authorization: string) =>
      fetch(`${program.origin}/api/v1/block-lists/domain.csv`, { headers: { authorization } });
    const basic = `Basic ${Buffer.from(`proxy:${secret}`).toString('base64')}`;
    expect((await by(basic)).status).toBe(200);
    const answer = await by(`Bearer ${secret}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'type,value,added_at,expires_at\r\n']);
    expect(
      await refusalOf(handler.call('POST /api/v1/block-tokens/{id}/revoke', { params: { id: token.id }, body: {} })),
    ).toBe('permission.use.denied');
    await administrator.call('POST /api/v1/block-tokens/{id}/revoke', { params: { id: token.id }, body: {} });
    expect([(await by(basic)).status, (await by(`Bearer ${secret}`)).status]).toEqual([404, 404]);
    const { items } = await administrator.call('GET /api/v1/block-tokens', {});
    expect([items.some(({ id }) => id === token.id), JSON.stringify(items).includes(secret)]).toEqual([false, false]);
  });

  it('no longer gets what ran out, and it can be blocked again', async () => {
    const secret = await key('domain');
    await block(handler, 'brief80.example');
    expect(await refusalOf(block(handler, 'brief80[.]example'))).toBe('block-entries.add.present');
    const text = async () => (await fetched('domain.txt', secret)).text();
    expect(await text()).toContain('brief80.example\n');
    await sql`update observables.block_entry set expires_at = now() - interval '1 second'
      where value = 'brief80.example'`.execute(program.ground.databases.owner);
    expect(await text()).not.toContain('brief80');
    const { items } = await handler.call('GET /api/v1/block-entries', { query: { state: 'ended', q: 'brief80' } });
    expect(items[0]?.ended).toMatchObject({ by: null, reason: null });
    await block(handler, 'brief80.example');
    expect(await text()).toContain('brief80.example\n');
  });
});

describe('what would hurt ourselves', () => {
  it('needs a reason of its own', async () => {
    await handler.call('POST /api/v1/known-values', { body: { kind: 'own-domain', value: 'moegido81.example' } });
    for (const value of ['mail.moegido81.example', '10.0.0.0/8', '1.1.1.1', 'google.com'])
      expect([value, await refusalOf(block(handler, value))]).toEqual([value, 'block-entries.add.warned']);
    const entry = await block(handler, '1.1.1.1', { overrideReason: 'DoHを止める' });
    expect(entry).toMatchObject({
      warning: 'listed',
      overrideReason: 'DoHを止める',
      listNames: [{ ja: '公開DNSリゾルバー', en: 'Public DNS resolvers' }],
    });
    const check = (value: string) => handler.call('POST /api/v1/block-entries/check', { body: { value } });
    expect(await check('9[.]9[.]9[.]9')).toMatchObject({ warning: 'listed', isBlockable: true, needsRelease: false });
    expect((await check('9.9.9.9')).lists[0]?.reason.en).toContain('Many devices');
    expect(await check('まだ不明')).toMatchObject({ type: null, isBlockable: false, lists: [] });
  });
});

describe('S8: a value of a restricted record', () => {
  it('is asked about only where it is seen, leaves only by a word, and takes nothing of the record along', async () => {
    const compartment = await member.call('POST /api/v1/compartments', { body: { name: '限定82' } });
    const incident = await member.call('POST /api/v1/incidents', { body: { title: '極秘82' } });
    await member.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: compartment.id },
    });
    const values = ['secret82.example', 'other82.example'].map((value) => ({ type: 'domain' as const, value }));
    await member.call('POST /api/v1/observables', { body: { subjectId: incident.id, values } });
    const secret = await key('domain');
    const outside = async () => [
      (await handler.fetch('/api/v1/block-entries').then((answer) => answer.text())).replace(/"requestId":"\w+"/, ''),
      await (await fetched('domain.csv', secret)).text(),
    ];
    const before = await outside();
    for (const subjectId of [undefined, incident.id])
      expect(await refusalOf(block(member, 'secret82.example', { subjectId }))).toBe(
        'block-entries.add.release-needed',
      );
    expect(await refusalOf(block(handler, 'secret82.example', { subjectId: incident.id }))).toBe(
      'record.find.not-found',
    );
    expect(await outside()).toEqual(before);
    // The outsider has the value from elsewhere: a question would tell that a hidden record has it.
    expect((await block(handler, 'other82.example')).isReleased).toBe(false);
    const released = await block(member, 'secret82.example', { subjectId: incident.id, isReleased: true });
    expect(released.isReleased).toBe(true);
    const [list, csv] = await outside();
    expect(csv).toContain('"secret82.example"');
    for (const told of [incident.id, incident.number ?? '', '極秘82', '限定82'])
      expect([list?.includes(told), csv?.includes(told)]).toEqual([false, false]);
    const { items } = await member.call('GET /api/v1/journal-entries', { query: { subjectId: incident.id } });
    expect(JSON.stringify(items)).toContain('value.blocked');
  });

  it('under TLP:RED is asked about too', async () => {
    const incident = await member.call('POST /api/v1/incidents', { body: { title: '共有制限83' } });
    await member.call('PATCH /api/v1/incidents/{id}', {
      params: { id: incident.id },
      version: incident.version,
      body: { tlp: 'red' },
    });
    const values = [{ type: 'domain' as const, value: 'red83.example' }];
    await member.call('POST /api/v1/observables', { body: { subjectId: incident.id, values } });
    expect(await refusalOf(block(handler, 'red83.example'))).toBe('block-entries.add.release-needed');
  });
});

describe('a record that may not tell any more', () => {
  const isListed = async (value: string, secret: string) =>
    (await (await fetched('domain.txt', secret)).text()).split('\n').includes(value);
  const incidentWith = async (title: string, ...values: string[]) => {
    const incident = await member.call('POST /api/v1/incidents', { body: { title } });
    await member.call('POST /api/v1/observables', {
      body: { subjectId: incident.id, values: values.map((value) => ({ type: 'domain' as const, value })) },
    });
    return incident;
  };
  const actsOf = async (subjectId: string) =>
    (await member.call('GET /api/v1/journal-entries', { query: { subjectId } })).items.map(({ act }) => act?.code);

  it('takes its values off the list when it is restricted: not those of another open record, nor what was released', async () => {
    const secret = await key('domain');
    const compartment = await member.call('POST /api/v1/compartments', { body: { name: '限定84' } });
    const incident = await incidentWith('後で限定84', 'only84.example', 'shared84.example', 'released84.example');
    await incidentWith('公開84', 'shared84.example');
    await block(handler, 'only84.example', { subjectId: incident.id });
    await block(handler, 'shared84.example');
    await member.call('POST /api/v1/observables/change', {
      body: { subjectId: incident.id, valueIds: [(await findValue('released84.example')).id], tlp: 'red' },
    });
    await block(handler, 'released84.example', { isReleased: true });
    await member.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: compartment.id },
    });
    // Somebody who never saw the record blocks a value of it that came to it later: nothing tells of the record.
    await member.call('POST /api/v1/observables', {
      body: { subjectId: incident.id, values: [{ type: 'domain', value: 'later84.example' }] },
    });
    await block(handler, 'later84.example');
    await until(
      () => isListed('only84.example', secret),
      (listed) => !listed,
    );
    for (const value of ['shared84.example', 'released84.example', 'later84.example'])
      expect([value, await isListed(value, secret)]).toEqual([value, true]);
    const { items } = await handler.call('GET /api/v1/block-entries', { query: { state: 'ended', q: 'only84' } });
    expect(items[0]?.ended).toMatchObject({ reason: '', by: { kind: 'system' } });
    expect(await actsOf(incident.id)).toContain('value.unblocked');
    expect(await refusalOf(block(member, 'only84.example'))).toBe('block-entries.add.release-needed');
  });

  it('takes them off when it or the value is marked narrowly', async () => {
    const secret = await key('domain');
    const incident = await incidentWith('後でRED85', 'red85.example', 'own85.example');
    await block(handler, 'red85.example');
    await block(handler, 'own85.example');
    await member.call('POST /api/v1/observables/change', {
      body: { subjectId: incident.id, valueIds: [(await findValue('own85.example')).id], pap: 'amber' },
    });
    expect([await isListed('own85.example', secret), await isListed('red85.example', secret)]).toEqual([false, true]);
    await member.call('PATCH /api/v1/incidents/{id}', {
      params: { id: incident.id },
      version: incident.version,
      body: { tlp: 'red' },
    });
    await until(
      () => isListed('red85.example', secret),
      (listed) => !listed,
    );
    expect((await findValue('red85.example')).marking).toEqual({ tlp: 'red', pap: null, ownTlp: null, ownPap: null });
  });

  async function findValue(q: string) {
    const [one] = (await member.call('GET /api/v1/observables', { query: { q } })).items;
    if (one === undefined) throw new Error(`no value ${q}`);
    return one;
  }
});
