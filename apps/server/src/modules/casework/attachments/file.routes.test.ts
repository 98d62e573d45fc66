import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { attachmentBytes } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type BrowserSession, browserOf, type Json } from '../../../../test/support/sessions.ts';
import { openTestGround } from '../../../../test/support/test-database.ts';
import { startTestProgram, type TestProgram } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;
let commander: BrowserSession;
let incident: string;
let filesPath: string;

beforeAll(async () => {
  const ground = await openTestGround();
  filesPath = ground.filesPath;
  program = await startTestProgram({ trustProxy: true }, { ground: async () => ground });
  session = await browserOf(program, 'handler');
  commander = await browserOf(program, 'commander', 'handler');
  incident = String((await session.post('/api/v1/incidents', { title: 'files' })).body.id);
});
afterAll(() => program.stop());

type Sent = { readonly query?: string; readonly as?: BrowserSession; readonly headers?: Record<string, string> };

async function put(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  { query = '', as = session, headers = {} }: Sent = {},
) {
  const address = `/api/v1/attachments?subjectId=${incident}&name=${encodeURIComponent(name)}${query}`;
  const answer = await fetch(program.origin + address, {
    method: 'POST',
    headers: { ...as.headers, 'content-type': 'application/octet-stream', ...headers },
    body: content,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json } satisfies Answer;
}

const fetched = (path: string, as = session) => fetch(program.origin + path, { headers: as.headers });
const change = (path: string, method: string, version: number, body: object) =>
  fetch(program.origin + path, {
    method,
    headers: { ...session.headers, 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify(body),
  });
const listed = async (subject = incident) =>
  (await session.get(`/api/v1/attachments?subjectId=${subject}`)).body.items as Json[];
const stored = () =>
  readdirSync(filesPath, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('what is refused', () => {
  it('S4 fields that name a place, a type or a record of the store', async () => {
    for (const field of ['objectName', 'fileId', 'path', 'sha256', 'compartmentId', 'mediaType'])
      expect([field, (await put('x.txt', 'x', { query: `&${field}=../../x` })).status]).toEqual([field, 400]);
    expect((await put('x.txt', 'x', { query: '&origin=generated' })).status).toBe(400);
  });

  it('nothing at all, and the same content twice; nothing of it stays in the store', async () => {
    expect((await put('empty.txt', '')).body.code).toBe('attachments.add.empty');
    expect((await put('log.txt', 'once')).status).toBe(201);
    const before = stored();
    const again = await put('other name.txt', 'once');
    expect([again.status, again.body.code, again.body.params]).toEqual([
      409,
      'attachments.add.there-already',
      { name: 'log.txt' },
    ]);
    expect(stored()).toBe(before);
  });

  it('a form of another site, and a record that is closed', async () => {
    expect((await put('x.txt', 'x', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    const { id, version } = (await session.post('/api/v1/incidents', { title: 'closed' })).body;
    const closed = await fetch(`${program.origin}/api/v1/incidents/${id}/close`, {
      method: 'POST',
      headers: { ...session.headers, 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ outcome: 'not-an-incident', reason: 'done' }),
    });
    expect(closed.status).toBe(200);
    const address = `/api/v1/attachments?subjectId=${id}&name=late.txt`;
    const answer = await fetch(program.origin + address, {
      method: 'POST',
      headers: { ...session.headers, 'content-type': 'application/octet-stream' },
      body: 'late',
    });
    expect(((await answer.json()) as Json).code).toBe('incidents.annotate.closed');
  });
});

describe('S2 what is handed out', () => {
  it.each([
    ['page.html', '<script>alert(document.cookie)</script>'],
    ['page.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['fake.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(2)</script></svg>'],
    ['paper.pdf', '%PDF-1.7 /OpenAction'],
    ['a"; filename="evil.exe', 'MZ evil'],
    ['読めます.html', '<b>読めます</b>'],
  ])('%s is an attachment that no browser renders, and no picture', async (name, content) => {
    const { body } = await put(name, content);
    expect(body.hasPicture).toBe(false);
    const answer = await fetched(`/api/v1/attachments/${body.id}/content`);
    expect([answer.status, await answer.text()]).toEqual([200, content]);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\\%;]*"; filename\*=UTF-8''/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect((await fetched(`/api/v1/attachments/${body.id}/picture`)).status).toBe(422);
  });

  it('a raster picture is shown, and even then opened by itself it is only a download', async () => {
    const { body } = await put('screen.html', png);
    expect([body.mediaType, body.hasPicture]).toEqual(['image/png', true]);
    const answer = await fetched(`/api/v1/attachments/${body.id}/picture`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('S2 a type that lies in the database is judged again by the bytes', async () => {
    const { body } = await put('lies.txt', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(3)"/>');
    await sql`update attachments.file set media_type = 'image/png' where id = ${body.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    expect((await fetched(`/api/v1/attachments/${body.id}/picture`)).status).toBe(422);
  });
});

describe('a file on a record', () => {
  it('is there with its hash, who and when, is found by its words, and stands in the journal', async () => {
    const content = randomBytes(300_000);
    const description = encodeURIComponent('脅迫文の写し');
    const { status, body } = await put('../../メモリ.bin', content, { query: `&description=${description}` });
    expect([status, body.name, body.size, body.sha256, body.origin]).toEqual([
      201,
      'メモリ.bin',
      content.length,
      createHash('sha256').update(content).digest('hex'),
      'upload',
    ]);
    const hits = (await session.get(`/api/v1/search?q=${encodeURIComponent('脅迫文の写し')}`)).body.items as Json[];
    expect(hits).toHaveLength(1);
    const acts = (await session.get(`/api/v1/journal-entries?subjectId=${incident}&sort=occurred-newest`)).body;
    expect(JSON.stringify(acts.items)).toContain('file.attached');
    const back = await fetched(`/api/v1/attachments/${body.id}/content`);
    expect(Buffer.from(await back.arrayBuffer()).equals(content)).toBe(true);
  });

  it('is described by who has read it as it is', async () => {
    const { body } = await put('what.txt', 'what is it');
    const path = `/api/v1/attachments/${body.id}`;
    expect((await change(path, 'PATCH', 1, { description: 'the first' })).status).toBe(200);
    const late = await change(path, 'PATCH', 1, { description: 'the second' });
    const problem = (await late.json()) as { current: Json };
    expect([late.status, problem.current.description]).toEqual([412, 'the first']);
  });

  it('S27 withdrawn stays with its reason and in the audit log, and is found and offered no more', async () => {
    const { body } = await put('wrong 名簿.csv', '取り下げる名簿');
    const path = `/api/v1/attachments/${body.id}`;
    expect((await change(`${path}/withdraw`, 'POST', 1, { reason: '別件の名簿' })).status).toBe(200);
    const [file] = (await listed()).filter(({ id }) => id === body.id);
    expect(file).toMatchObject({ withdrawn: { reason: '別件の名簿' }, can: { change: false } });
    expect(
      ((await session.get(`/api/v1/search?q=${encodeURIComponent('wrong 名簿')}`)).body.items as Json[]).length,
    ).toBe(0);
    const prepared = await session.get(`/api/v1/subjects/${incident}/correspondence`);
    expect(JSON.stringify(prepared.body)).not.toContain('wrong 名簿');
    expect((await change(`${path}/withdraw`, 'POST', 2, { reason: 'again' })).status).toBe(409);
    const { rows } = await sql<{ subject_id: string }>`select subject_id from platform.audit_entry
      where action = 'attachments.withdraw'`.execute(program.ground.databases.owner);
    expect(rows).toEqual([{ subject_id: incident }]);
    // What was withdrawn may come again: it was the reason that was wrong, or the record.
    expect((await put('right.csv', '取り下げる名簿')).status).toBe(201);
  });

  it('of a restricted record is handed to members only, and each download is in the audit log before', async () => {
    const { id } = (await commander.post('/api/v1/incidents', { title: 'secret' })).body;
    const answer = await fetch(`${program.origin}/api/v1/attachments?subjectId=${id}&name=secret.txt`, {
      method: 'POST',
      headers: { ...commander.headers, 'content-type': 'application/octet-stream' },
      body: 'once',
    });
    const file = (await answer.json()) as Json;
    const compartment = await commander.post('/api/v1/compartments', { name: 'few' });
    await commander.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: compartment.body.id });
    const path = `/api/v1/attachments/${file.id}/content`;
    expect([(await fetched(path)).status, (await fetched(path, commander)).status]).toEqual([404, 200]);
    await fetched(path, commander);
    const { rows } = await sql<{ action: string }>`select action from platform.audit_entry
      where subject_id = ${id}::uuid and action = 'attachments.download'`.execute(program.ground.databases.owner);
    expect(rows).toHaveLength(2);
  });
});

// The last one: the server may close the connection on which somebody sends too much.
describe('too much', () => {
  it('S20 a file beyond the limit, said before it is sent or found while it arrives', async () => {
    const before = stored();
    const said = await put('large.bin', new Uint8Array(1), { headers: {} });
    expect(said.status).toBe(201);
    const chunk = new Uint8Array(1024 * 1024);
    let left = attachmentBytes / chunk.length + 1;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...session.headers, 'content-type': 'application/octet-stream' },
      body: endless,
      duplex: 'half',
    };
    const address = `${program.origin}/api/v1/attachments?subjectId=${incident}&name=endless.bin`;
    // The connection may be closed while bytes are still coming; then the answer is lost, and the limit held.
    const answer = await fetch(address, init).catch(() => null);
    expect([413, undefined]).toContain(answer?.status);
    expect((await listed()).map(({ name }) => name)).not.toContain('endless.bin');
    expect(stored()).toBe(before + 1);
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
