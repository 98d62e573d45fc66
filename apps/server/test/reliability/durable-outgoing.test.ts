import { join } from 'node:path';
import { type Client, createClient } from '@matoi/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import {
  type BuiltProgram,
  ensureBuilt,
  makeFolder,
  processesOn,
  removeFolder,
  runMatoi,
  startBuilt,
} from './built.program.ts';
import { eventually } from './eventually.ts';

let folder = '';
const programs: BuiltProgram[] = [];
let sink: Awaited<ReturnType<typeof startMailSink>>;

beforeAll(ensureBuilt, 180_000);
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await sink.stop();
  await eventually(
    () => processesOn(folder),
    (left) => left.length === 0,
  );
  removeFolder(folder);
});

const count = 40;
/** Deliveries that run at the same time: only of these the relay's 250 can be lost with the program. */
const inHand = 4;

async function start(env: Record<string, string>): Promise<BuiltProgram> {
  const program = await startBuilt(env);
  programs.push(program);
  return program;
}

const clientOf = (program: BuiltProgram, token: string): Client =>
  createClient({ origin: program.url, fetch, headers: () => ({ authorization: `Bearer ${token}` }) });

describe('mail that was queued when the program is killed', () => {
  it('leaves after the next start, each under its one Message-ID, twice only where the 250 was lost', async () => {
    sink = await startMailSink();
    folder = makeFolder('matoi-outgoing-');
    const env = {
      MATOI_DATA_DIR: join(folder, 'data'),
      MATOI_SMTP_PORT: '0',
      MATOI_SMTP_RELAY_URL: sink.url,
      MATOI_MAIL_FROM: 'csirt@example.jp',
    };
    const first = await start(env);
    const made = await runMatoi(['token', 'create', '--name', 'writer', '--role', 'handler'], env);
    const token = made.output.trim().split('\n').at(-1) ?? '';
    const client = clientOf(first, token);
    const incident = await client.call('POST /api/v1/incidents', { body: { title: 'mail' } });
    const queued: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const sent = await client.call('POST /api/v1/messages', {
        body: {
          subjectId: incident.id,
          purpose: 'notice',
          to: [{ address: `a${at}@example.jp` }],
          title: `mail ${at}`,
          text: 'text',
          locale: 'en',
          tlp: null,
        },
      });
      queued.push(sent.id);
      if (at === count - 10) first.kill('SIGKILL');
      if (at >= count - 10) break;
    }
    await first.ended;
    const before = sink.mails.length;

    const second = await start(env);
    const states = async () =>
      (
        await clientOf(second, token).call('GET /api/v1/messages', { query: { subjectId: incident.id, limit: 200 } })
      ).items.map(({ state }) => state);
    await eventually(states, (all) => all.length === queued.length && all.every((state) => state === 'sent'), 60_000);
    const ids = sink.mails.map(({ email }) => email.messageId ?? '');
    expect(new Set(ids).size).toBe(queued.length);
    expect(ids.length - queued.length).toBeLessThanOrEqual(inHand);
    expect(before).toBeLessThanOrEqual(queued.length);
  }, 120_000);
});
