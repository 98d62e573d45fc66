import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../reliability/eventually.ts';
import { connectSmtp } from '../reliability/smtp.client.ts';
import { freePort, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';

/** Real mails of other projects; they lie beside the checkout where somebody has collected them, and nowhere else. */
const samples = fileURLToPath(new URL('../../../../../shared/samples/', import.meta.url));
const expectedFile = join(samples, 'mail', 'expected-python-email.json');
const hasSamples = existsSync(expectedFile);

type Expected = {
  readonly subject: string | null;
  readonly from: readonly { readonly addr: string }[];
  readonly text_start: string | null;
  readonly date_utc: string | null;
  readonly defects: readonly string[];
};

let program: TestProgram;
let handler: Visitor;
beforeAll(async () => {
  program = await startTestProgram({ smtpPort: await freePort(), smtpMaxBytes: 50_000_000 });
  handler = await program.person('handler');
});
afterAll(() => program.stop());

function files(): readonly string[] {
  return [join(samples, 'mail'), join(samples, 'abuse', 'arf')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** As it goes over the line: every line ends in CRLF (RFC 5321 §2.3.8). */
function onTheWire(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/\r?\n/g, '\r\n');
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1');
}

const flat = (text: string) => text.normalize('NFKC').replace(/[\s\p{Cc}]+/gu, '');

/** Sends a mail as it is: a client that mends ends of lines would compare its own work. */
async function send(raw: Buffer): Promise<string> {
  const client = await connectSmtp(program.smtpPort ?? 0);
  await client.say('EHLO test.example');
  for (const line of ['MAIL FROM:<sender@example.org>', 'RCPT TO:<csirt@example.jp>', 'DATA']) await client.say(line);
  client.write(Buffer.from(raw.toString('latin1').replace(/(^|\n)\./g, '$1..'), 'latin1'));
  const answer = await client.say('.');
  client.close();
  const id = /Kept as ([0-9a-f-]{36})/.exec(answer)?.[1];
  if (id === undefined) throw new Error(`not kept: ${answer}`);
  return id;
}

async function reportOf(mailId: string): Promise<string> {
  const found = await eventually(
    async () =>
      (
        await sql<{
          subject_id: string | null;
        }>`select subject_id from platform.inbound_mail where id = ${mailId}::uuid`.execute(
          program.ground.databases.owner,
        )
      ).rows[0]?.subject_id ?? null,
    (seen) => seen !== null,
    60_000,
  );
  return found ?? '';
}

/** The mail that a report was made of, and those that joined it later: some samples have the message id of another. */
async function originalsOf(id: string): Promise<readonly Buffer[]> {
  const messages = await handler.call('GET /api/v1/messages', { query: { subjectId: id } });
  const paths = [
    `/api/v1/reports/${id}/original`,
    ...messages.items.filter((one) => one.hasOriginal).map((one) => `/api/v1/messages/${one.id}/original`),
  ];
  return Promise.all(paths.map(async (path) => Buffer.from(await (await handler.fetch(path)).arrayBuffer())));
}

describe('mails of other projects, by SMTP', () => {
  it('S24 are each kept byte for byte and shown as a report, read as another reader reads them', async (context) => {
    if (!hasSamples) context.skip('no collection of sample mails lies beside this checkout');
    const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as Record<string, Expected>;
    const all = files();
    expect(all.length).toBeGreaterThan(50);
    const differences: string[] = [];
    const known = new Set<string>();
    for (const file of all) {
      const name = relative(samples, file);
      const raw = onTheWire(readFileSync(file));
      const id = await reportOf(await send(raw)).catch((error: unknown) => {
        throw new Error(`${name}: ${String(error)} ${program.problems.map(String).join('; ')}`);
      });
      if (!(await originalsOf(id)).some((original) => original.equals(raw))) differences.push(`${name}: bytes`);
      const report = await handler.call('GET /api/v1/reports/{id}', { params: { id } });
      const meant = expected[name];
      if (meant === undefined || meant.defects.length > 0 || known.has(id)) continue;
      known.add(id);
      if (
        meant.subject !== null &&
        meant.subject.trim() !== '' &&
        flat(report.title) !== flat(meant.subject).slice(0, flat(report.title).length)
      )
        differences.push(`${name}: subject ${report.title}`);
      if (flat(report.reporter.address ?? '') !== flat(meant.from[0]?.addr || 'sender@example.org'))
        differences.push(`${name}: from ${report.reporter.address}`);
    }
    expect(differences).toEqual([]);
  }, 240_000);

  it('a mail of thirty megabytes is kept and shown with its attachment', async () => {
    const attachment = Buffer.alloc(21_000_000, 7).toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = Buffer.from(
      `From: sato@example.co.jp\r\nSubject: thirty megabytes\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nlarge\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${attachment}\r\n--b--\r\n`,
    );
    expect(raw.length).toBeGreaterThan(28_000_000);
    const id = await reportOf(await send(raw));
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id } });
    expect(report.attachments).toMatchObject([{ name: 'a.zip', size: 21_000_000 }]);
  }, 120_000);
});
