import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendMail } from '../../../../test/support/send-mail.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { forwardedAsAttachment, phishingMail } from './specimen.builders.ts';

let program: TestProgram;
let handler: Visitor;
let member: Visitor;
let reportId: string;

async function send(raw: string): Promise<void> {
  await sendMail(program.smtpPort, { envelope: { from: 'sato@moegido.example', to: 'csirt@moegido.example' }, raw });
}
const specimensOf = async (visitor: Visitor, subjectId: string) =>
  (await visitor.call('GET /api/v1/specimens', { query: { subjectId } })).items;

beforeAll(async () => {
  program = await startTestProgram({ smtpPort: await freePort() });
  handler = await program.person('handler');
  member = await program.person('commander', 'handler');
  await handler.call('POST /api/v1/known-values', { body: { kind: 'own-domain', value: 'moegido.example' } });
  await handler.call('POST /api/v1/known-values', { body: { kind: 'trusted-gateway', value: 'gw.moegido.example' } });
  await send(forwardedAsAttachment(phishingMail()));
  const { items } = await until(
    () => handler.call('GET /api/v1/reports', { query: {} }),
    (page) => page.items.length === 1,
  );
  reportId = items[0]?.id ?? '';
});
afterAll(() => program.stop());

describe('a mail that was forwarded as an attachment', () => {
  it('is a specimen by itself, taken apart, and its observables stand on the report', async () => {
    const [specimen] = await until(
      () => specimensOf(handler, reportId),
      (items) => items.length === 1,
    );
    expect(specimen).toMatchObject({
      name: 'suspicious.eml',
      state: 'analysed',
      isOutdated: false,
      can: { judge: true },
    });
    expect(specimen?.warnings[0]?.weight).toBe('high');
    const { items } = await until(
      () => handler.call('GET /api/v1/observables', { query: { subjectId: reportId, q: '203.0.113.99' } }),
      (page) => page.items.length > 0,
    );
    expect(items.map(({ type }) => type)).toContain('ipv4');
  });

  it('is analysed again on request with what the team knows by then', async () => {
    const [before] = await specimensOf(handler, reportId);
    const again = await handler.call('POST /api/v1/specimens/{id}/analyse', {
      params: { id: before?.id ?? '' },
      body: {},
    });
    expect(again.warnings).toEqual(before?.warnings);
    expect((await specimensOf(handler, reportId)).length).toBe(1);
  }, 30_000);

  it('gets a verdict of a person, with the version that was read', async () => {
    const [specimen] = await specimensOf(handler, reportId);
    const params = { id: specimen?.id ?? '' };
    const body = { verdict: 'phishing' as const, note: '全社に注意喚起' };
    expect(await refusalOf(handler.call('POST /api/v1/specimens/{id}/judge', { params, body, version: 9 }))).toBe(
      'record.change.stale',
    );
    const judged = await handler.call('POST /api/v1/specimens/{id}/judge', {
      params,
      body,
      version: specimen?.version ?? 0,
    });
    expect(judged.verdict).toMatchObject({ value: 'phishing', note: '全社に注意喚起', by: { kind: 'user' } });
  });

  it('S2: leaves only as an archive with the password, for keeping and never for showing', async () => {
    const [specimen] = await specimensOf(handler, reportId);
    const answer = await handler.fetch(`/api/v1/specimens/${specimen?.id}/download`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
      200,
      'application/octet-stream',
      'nosniff',
    ]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{16}\.zip"/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.subarray(0, 2).toString(), bytes.includes('moegid0')]).toEqual(['PK', false]);
    const reader = await program.person('reader');
    expect((await reader.fetch(`/api/v1/specimens/${specimen?.id}/download`)).status).toBe(403);
  });

  it('S1: comes back as text however it is written', async () => {
    const [specimen] = await specimensOf(handler, reportId);
    expect(specimen?.analysis?.subject).toContain('<script>');
  });

  it('is shown on the report that its own was merged into, however often', async () => {
    const soc = await program.machine('soc');
    const submit = async (title: string) =>
      (await soc.call('POST /api/v1/reports', { body: { title, text: title, source: 'edr' } })).id;
    const [middle, top] = [await submit('middle'), await submit('top')];
    const version = async (id: string) => (await handler.call('GET /api/v1/reports/{id}', { params: { id } })).version;
    const merge = async (id: string, intoId: string) =>
      handler.call('POST /api/v1/reports/{id}/merge', { params: { id }, body: { intoId }, version: await version(id) });
    await merge(reportId, middle);
    await merge(middle, top);
    expect(await specimensOf(handler, top)).toHaveLength(1);
    const params = { id: reportId };
    await handler.call('POST /api/v1/reports/{id}/unmerge', { params, body: {}, version: await version(reportId) });
    expect(await specimensOf(handler, top)).toEqual([]);
  });

  it('S8: is not there for who does not see the report', async () => {
    const compartment = await member.call('POST /api/v1/compartments', { body: { name: '限定' } });
    const [specimen] = await specimensOf(member, reportId);
    await member.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: reportId },
      body: { compartmentId: compartment.id },
    });
    expect(await refusalOf(specimensOf(handler, reportId))).toBe('record.find.not-found');
    expect(
      await refusalOf(
        handler.call('POST /api/v1/specimens/{id}/analyse', { params: { id: specimen?.id ?? '' }, body: {} }),
      ),
    ).toBe('record.find.not-found');
    expect((await handler.call('GET /api/v1/observables', { query: { q: '203.0.113.99' } })).items).toEqual([]);
    expect((await specimensOf(member, reportId)).length).toBe(1);
  });
});
