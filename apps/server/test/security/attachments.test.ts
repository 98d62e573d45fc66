import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendMail } from '../support/send-mail.ts';
import { type BrowserSession, browserOf } from '../support/sessions.ts';
import { freePort, startTestProgram, type TestProgram, until } from '../support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;
let report: { readonly id: string; readonly attachments: readonly { readonly id: string; readonly name: string }[] };

/** Names and types that browsers, shells or file systems could take for something else. */
const hostile: readonly (readonly [string, string])[] = [
  ['page.html', 'text/html'],
  ['page.xhtml', 'application/xhtml+xml'],
  ['picture.svg', 'image/svg+xml'],
  ['script.js', 'text/javascript'],
  ['sheet.css', 'text/css'],
  ['movie.swf', 'application/x-shockwave-flash'],
  ['archive.mht', 'application/x-mimearchive'],
  ['読めます.html', 'text/html'],
  ['a"; filename="evil.exe', 'text/plain'],
  ["it's (a) *file*!.txt", 'text/plain'],
  ['../../../etc/passwd', 'text/plain'],
  ['..\\..\\windows\\system32\\x.dll', 'text/plain'],
  ['invoice\u202egpj.exe', 'image/jpeg'],
  ['percent%2e%2e%2f.txt', 'text/plain'],
  [`${'長'.repeat(300)}.txt`, 'text/plain'],
];

beforeAll(async () => {
  program = await startTestProgram({ smtpPort: await freePort() });
  session = await browserOf(program, 'handler');
  await sendMail(program.smtpPort, {
    from: 'a@example.com',
    to: 'csirt@example.jp',
    subject: 'hostile attachments',
    text: 'x',
    attachments: hostile.map(([filename, contentType]) => ({
      filename,
      contentType,
      content: '<script>alert(document.cookie)</script>',
    })),
  });
  const [found] = await until(
    async () => (await session.get('/api/v1/reports')).body.items as { id: string }[],
    (items) => items.length === 1,
  );
  report = (await session.get(`/api/v1/reports/${found?.id}`)).body as typeof report;
});
afterAll(() => program.stop());

const download = (path: string, init: RequestInit = {}) =>
  fetch(program.origin + path, {
    ...init,
    headers: { ...session.headers, ...(init.headers as Record<string, string>) },
  });

describe('S1 S2 what strangers sent', () => {
  it('is kept, every part of it', () => {
    expect(report.attachments).toHaveLength(hostile.length);
  });

  it('is only ever downloaded: attachment, bytes, nosniff, sandbox, never cached', async () => {
    const paths = report.attachments.map((one) => `/api/v1/reports/${report.id}/attachments/${one.id}`);
    for (const path of [...paths, `/api/v1/reports/${report.id}/original`]) {
      for (const headers of [{}, { accept: 'text/html' }, { 'sec-fetch-dest': 'iframe' }] as const) {
        const answer = await download(path, { headers });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('application/octet-stream');
        expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        expect(answer.headers.get('x-frame-options')).toBe('DENY');
        expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
        await answer.arrayBuffer();
      }
    }
  });

  it('has a name that is one name, whatever it was', async () => {
    for (const one of report.attachments) {
      expect(one.name).not.toMatch(/[/\\\p{Cc}]/u);
      const answer = await download(`/api/v1/reports/${report.id}/attachments/${one.id}`);
      const disposition = answer.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; filename="[^"\\%;]*"; filename\*=UTF-8''[\w.%!#$&+^`|~-]*$/);
      const decoded = decodeURIComponent(disposition.split("UTF-8''")[1] ?? '');
      expect(decoded).toBe(one.name);
      await answer.arrayBuffer();
    }
  });

  it('is not reached through another report, by HEAD without the right, or by an id of something else', async () => {
    const other = await session.post('/api/v1/reports', { title: 'x', text: 'x' });
    const foreign = report.attachments[0]?.id;
    expect((await download(`/api/v1/reports/${other.body.id}/attachments/${foreign}`)).status).toBe(404);
    expect((await download(`/api/v1/reports/${report.id}/attachments/${report.id}`)).status).toBe(404);
    expect((await download(`/api/v1/reports/${other.body.id}/original`)).status).toBe(404);
    const head = await fetch(`${program.origin}/api/v1/reports/${report.id}/original`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-disposition')]).toEqual([401, null]);
  });

  it('is text in JSON, never markup: the answer that holds it is no page', async () => {
    const answer = await download(`/api/v1/reports/${report.id}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('was no problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
