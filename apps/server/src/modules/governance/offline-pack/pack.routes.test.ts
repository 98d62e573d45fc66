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
    await commander.call('POST /api/v1/offline-packs', { body: {} });
    const { packs } = await until(show, (seen) => seen.packs.length > 0);
    const [pack] = packs;
    const answer = await commander.fetch(`/api/v1/offline-packs/${pack?.id}/file`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(pack?.size);
    await expect(open(bytes, 'another passphrase altogether')).rejects.toThrow();
    const files = await open(bytes, passphrase);
    expect(files.map(({ name }) => name)).toEqual(pack?.contents);
    const names = ['contacts', 'deadlines', 'first-response'].flatMap((name) => [`${name}-ja.pdf`, `${name}-en.pdf`]);
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const texts = await Promise.all(files.map(async (file) => (await readPdf(file.bytes)).text));
    expect(texts.join('\n')).toContain('緊急連絡先一覧');
    expect(texts.join('\n')).not.toContain('極秘');
    expect((await (await program.person('handler')).fetch(`/api/v1/offline-packs/${pack?.id}/file`)).status).toBe(403);
  });
});
