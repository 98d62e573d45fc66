import { describe, expect, it } from 'vitest';
import { permissions, type Role, type Route, refusalStatuses, roles, routes } from './index.ts';
import { anyOf, idSchema, lineSchema, listQuery, momentSchema, proseSchema } from './shapes.ts';

const all: readonly Route[] = routes;

describe('routes', () => {
  it('have ids, and methods with paths, of their own', () => {
    const unique = (texts: readonly string[]) => expect(new Set(texts).size).toBe(texts.length);
    unique(all.map((route) => route.id));
    unique(all.map((route) => `${route.method} ${route.path.replace(/\{\w+\}/g, '{}')}`));
  });

  it.each(all.map((route) => [route.id, route] as const))('%s is written as the conventions say', (id, route) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    // What people without an account open, and what programs fetch by an address that is the secret.
    const written =
      /^\/(report|privacy|g|portal|calendar|duty-calendar)(\/|$)|^\/rfc2350(\.txt)?$|^\/api\/v1\/block-lists\//;
    expect(route.path).toMatch(route.kind === 'html' ? written : /^\/api\/(v1\/|health)/);
    expect(route.path).not.toMatch(/\/$|[A-Z_](?![^{]*\})/);
    expect(route.summary).toMatch(/^[A-Z].*\.$/);
    if (route.method === 'GET')
      expect([route.body, route.idempotent, route.versioned]).toEqual([undefined, false, false]);
    else expect(route.body ?? route.fileBody).toBeDefined();
    if (route.kind === 'page') expect(route.query).toBeDefined();
    if (/\{\w+\}/.test(route.path)) expect(route.params).toBeDefined();
    for (const code of route.refusals) expect(Object.keys(refusalStatuses)).toContain(code);
  });

  it('that are pages are for everybody or for who holds a link, and keep no answer for repeats', () => {
    const pages = all.filter((one) => one.kind === 'html');
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      expect([page.id, page.audience, page.idempotent]).toEqual([page.id, 'public', false]);
      expect([page.id, ['public', 'guest-link']]).toEqual([page.id, expect.arrayContaining([page.permission])]);
      expect([page.id, page.permission === 'guest-link']).toEqual([page.id, page.path.startsWith('/g/{token}')]);
    }
    for (const route of all.filter((one) => one.permission === 'guest-link')) expect(route.kind).toBe('html');
  });

  it('ask for step-up only where a session can give it', () => {
    for (const route of all.filter((one) => one.stepUp)) expect([route.id, route.onlyUsers]).toEqual([route.id, true]);
  });

  it('ask for a signed-in person wherever no role decides', () => {
    for (const route of all.filter((one) => one.permission === 'signed-in'))
      expect([route.id, route.onlyUsers]).toEqual([route.id, true]);
  });

  it('S29 by which somebody approves what somebody else made are for people: a token is a second self of whoever has it', () => {
    const approvals = all.filter(({ id }) => /\.(approve|decide|agree)$/.test(id));
    expect(approvals.length).toBeGreaterThan(5);
    for (const route of approvals) expect([route.id, route.onlyUsers]).toEqual([route.id, true]);
  });

  it('S29 by which somebody writes what somebody else approves, or says who holds a role, are for people too', () => {
    const ids = ['authority.save-draft', 'charter.save-draft', 'members.add', 'members.change', 'members.import'];
    const writing = all.filter(({ id }) => ids.includes(id));
    expect(writing).toHaveLength(ids.length);
    for (const route of writing) expect([route.id, route.onlyUsers]).toEqual([route.id, true]);
  });

  it('that answer a secret once are never kept for repeats', () => {
    for (const id of [
      'tracking-links.renew',
      'tokens.create',
      'accounts.invite',
      'accounts.renew-link',
      'account.begin-totp',
      'account.confirm-totp',
      'call-adapters.renew-receipt',
      'call-out-people.link',
    ])
      expect([id, all.find((route) => route.id === id)?.idempotent]).toEqual([id, false]);
  });
});

describe('permissions', () => {
  it('name roles that exist, once each', () => {
    for (const [permission, allowed] of Object.entries(permissions)) {
      expect([permission, allowed.filter((role) => !roles.includes(role))]).toEqual([permission, []]);
      expect([permission, new Set(allowed).size]).toEqual([permission, allowed.length]);
    }
  });

  it('give a reader and an auditor nothing that changes, beside what is their own and what the authority matrix gives', () => {
    const own =
      /^(saved-views|calendar-feed|duty-feed|duty-changes|absences)\.|^members\.change-own$|^directory-entries\.confirm$/;
    // Executives are readers: the matrix says what they may decide, and it is asked at the moment of the act.
    // Whoever chaired a meeting confirms its minutes.
    const byMatrix = /^delegations\.|^decisions\.(decide|agree|say|ask-also|confirm)$|^meetings\.confirm$/;
    const changing = all.filter((one) => one.method !== 'GET' && one.permission === 'own' && !own.test(one.id));
    const allowed = (role: Role) => changing.filter((route) => permissions[route.id]?.includes(role));
    expect(allowed('auditor').map(({ id }) => id)).toEqual([]);
    expect(allowed('reader').filter(({ id }) => !byMatrix.test(id))).toEqual([]);
  });

  it('give a machine of the SOC nothing but handing reports and sightings in', () => {
    const soc = Object.entries(permissions).filter(([, allowed]) => allowed.includes('soc'));
    expect(soc.map(([permission]) => permission)).toEqual([
      'reports.submit',
      'reports.submit-batch',
      'sightings.report',
    ]);
  });

  it('keep accounts with administrators and compartments with commanders', () => {
    for (const [permission, allowed] of Object.entries(permissions)) {
      if (/^(accounts|tokens)\.(?!list)/.test(permission))
        expect([permission, allowed]).toEqual([permission, ['administrator']]);
      if (/^compartments\.(?!list)/.test(permission))
        expect([permission, allowed]).toEqual([permission, ['commander']]);
    }
  });
});

describe('refusals', () => {
  it('have a code of three parts and a status of their kind', () => {
    for (const [code, status] of Object.entries(refusalStatuses)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*){2}$/);
      expect([400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503]).toContain(status);
      if (code.endsWith('.not-found')) expect([code, status]).toEqual([code, 404]);
    }
  });
});

describe('shapes', () => {
  const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
    schema.safeParse(value).success;

  it('a line is trimmed, not empty, and one line', () => {
    expect(lineSchema(5).parse('  漏洩  ')).toBe('漏洩');
    for (const wrong of ['', '   ', 'a\nb', 'a\tb', 'a\u0000b', 'a\u0085b', 'a\u2028b', '123456', 7, null])
      expect([wrong, takes(lineSchema(5), wrong)]).toEqual([wrong, false]);
  });

  it('prose has lines and tabs and no other control characters, and is read in time that grows with its length', () => {
    expect(takes(proseSchema(50), '一行目\r\n\t二行目')).toBe(true);
    for (const wrong of ['', '\n', 'a\u0000b', 'a\u001b[2J', 'a'.repeat(51)])
      expect([wrong, takes(proseSchema(50), wrong)]).toEqual([wrong, false]);
    const began = performance.now();
    expect(takes(proseSchema(200_000), `${'a\n\r\t'.repeat(49_999)}\u0000`)).toBe(false);
    expect(takes(proseSchema(200_000), `${'\n'.repeat(199_998)}a\u0000`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('an id is levelled to small letters', () => {
    expect(idSchema.parse('0192F0A0-0000-7000-8000-00000000000A')).toBe('0192f0a0-0000-7000-8000-00000000000a');
    for (const wrong of ['', 'x', '0192f0a0', "0192f0a0-0000-7000-8000-00000000000a'--", 1])
      expect([wrong, takes(idSchema, wrong)]).toEqual([wrong, false]);
  });

  it('a moment has an offset and a year of four digits in UTC', () => {
    for (const right of ['2026-11-27T18:00:00+09:00', '2026-11-27T09:00:00.123Z', '2024-02-29T00:00:00Z'])
      expect([right, takes(momentSchema, right)]).toEqual([right, true]);
    for (const wrong of [
      '2026-11-27',
      '2026-11-27T18:00:00',
      '2026-02-30T00:00:00Z',
      '9999-12-31T23:59:59-01:00',
      'now',
      '',
    ])
      expect([wrong, takes(momentSchema, wrong)]).toEqual([wrong, false]);
  });

  it('a filter takes known values and no inherited name', () => {
    const filter = anyOf(['triage', 'closed']);
    expect(filter.parse('triage,closed')).toEqual(['triage', 'closed']);
    for (const wrong of ['', ',', 'triage,', 'open', 'constructor', 'triage, closed', 'triage,'.repeat(100)])
      expect([wrong, takes(filter, wrong)]).toEqual([wrong, false]);
  });

  it('a list shows fifty rows by default and two hundred at most', () => {
    const query = listQuery({ sorts: ['newest', 'oldest'], filters: {} });
    expect(query.parse({})).toEqual({ limit: 50, sort: 'newest' });
    expect(query.parse({ limit: '200', sort: 'oldest' })).toEqual({ limit: 200, sort: 'oldest' });
    for (const wrong of [{ limit: '201' }, { limit: '0' }, { sort: 'title' }, { other: '1' }])
      expect([wrong, takes(query, wrong)]).toEqual([wrong, false]);
  });
});
