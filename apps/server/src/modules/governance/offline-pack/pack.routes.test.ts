import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { readPdf } from '../../../platform/documents/document.fixture.ts';

let program: TestProgram;
let administrator: Visitor;
let commander: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  [administrator, commander] = await Promise.all([program.person('administrator'), program.person('commander')]);
});
afterAll(() => program.stop());

const passphrase = 'a long passphrase 長い合言葉';
const show = () => commander.call('GET /api/v1/offline-packs', {});
const set = (visitor: Visitor, version: number) =>
  visitor.call('POST /api/v1/offline-packs/set', { body: { version, passphrase, runAt: '02:00' } });

async function open(bytes: Uint8Array, password: string) {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { password, useWebWorkers: false });
  const entries = await reader.getEntries();
  return Promise.all(
    entries.map(async (entry) => {
      if (entry.directory) throw new Error('a folder');
      return { name: entry.filename, bytes: await entry.getData(new Uint8ArrayWriter()) };
    }),
  );
}

describe('the offline pack', () => {
  it('is not made before an administrator has set a passphrase, which is never told again', async () => {
    expect((await show()).setting).toBeNull();
    expect(await refusalOf(commander.call('POST /api/v1/offline-packs', { body: {} }))).toBe(
      'offline-packs.ask.not-set',
    );
    expect(await refusalOf(set(commander, 0))).toBe('permission.use.denied');
    await set(administrator, 0);
    expect(await refusalOf(set(administrator, 0))).toBe('offline-packs.set.superseded');
    expect(JSON.stringify(await show())).not.toContain('passphrase');
  });

  it('is one ZIP that the passphrase alone opens, with what is open to everyone in both languages', async () => {
    const { id: compartmentId } = await commander.call('POST /api/v1/compartments', {
      body: { name: '人事調査', memberIds: [] },
    });
    const secret = await commander.call('POST /api/v1/incidents', { body: { title: '極秘の調査' } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', { params: { id: secret.id }, body: { compartmentId } });
    const running = await commander.call('POST /api/v1/incidents', { body: { title: '第三工場の感染' } });
    const dueAt = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const tasks = [
      { title: '出荷の代わりの手順を決める', dueAt },
      { title: '期限のないタスク', dueAt: null },
    ];
    await commander.call('POST /api/v1/tasks', { body: { subjectId: running.id, tasks } });
    await commander.call('POST /api/v1/instructions', {
      body: {
        ...{ subjectId: running.id, kind: 'order', title: 'ケーブルを抜いてください', what: 'K-21', dueAt },
        recipients: [{ name: '高橋', locale: 'ja' }],
      },
    });
    await commander.call('POST /api/v1/offline-packs', { body: {} });
    const { packs } = await until(show, (seen) => seen.packs.length > 0);
    const [pack] = packs;
    const answer = await commander.fetch(`/api/v1/offline-packs/${pack?.id}/file`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(pack?.size);
    await expect(open(bytes, 'another passphrase altogether')).rejects.toThrow();
    const files = await open(bytes, passphrase);
    expect(files.map(({ name }) => name)).toEqual(pack?.contents);
    const names = ['contacts', 'roster', 'deadlines', 'first-response'].flatMap((name) => [
      `${name}-ja.pdf`,
      `${name}-en.pdf`,
    ]);
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const texts = await Promise.all(files.map(async (file) => (await readPdf(file.bytes)).text));
    expect(texts.join('\n')).toContain('緊急連絡先一覧');
    expect(texts.join('\n')).not.toContain('極秘');
    const deadlines = texts[files.findIndex(({ name }) => name === 'deadlines-ja.pdf')] ?? '';
    // Lines of a table break where the column ends.
    const flat = deadlines.replace(/\s/gu, '');
    for (const word of [
      '出荷の代わりの手順を決める',
      'ケーブルを抜いてください',
      running.number,
      'タスク',
      '指示・依頼',
    ])
      expect(flat).toContain(word);
    expect(flat).not.toContain('期限のないタスク');
    expect((await (await program.person('handler')).fetch(`/api/v1/offline-packs/${pack?.id}/file`)).status).toBe(403);
  });

  // AES needs a tool of its own: the `unzip` of most systems cannot open it.
  const tool = ['7z', '7zz', '7za'].find((name) => spawnSync(name, ['i'], { stdio: 'ignore' }).error === undefined);
  it.skipIf(tool === undefined)(
    'opens with 7-Zip, which knows nothing of us (skipped where 7z is not installed)',
    async () => {
      const { packs } = await until(show, (seen) => seen.packs.length > 0);
      const answer = await commander.fetch(`/api/v1/offline-packs/${packs[0]?.id}/file`);
      const folder = await mkdtemp(join(tmpdir(), 'matoi-pack-'));
      const file = join(folder, 'pack.zip');
      await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
      const run = (password: string) =>
        spawnSync(tool ?? '', ['t', `-p${password}`, file], { encoding: 'utf8' }).status;
      expect([run(passphrase), run('wrong')]).toEqual([0, 2]);
      await rm(folder, { recursive: true });
    },
  );
});
