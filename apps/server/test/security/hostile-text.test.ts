import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRouteWorld, type RouteWorld } from '../support/route-world.ts';
import { type Answer, ask, browserOf } from '../support/sessions.ts';

let world: RouteWorld;
let session: Awaited<ReturnType<typeof browserOf>>;
let invite: { readonly token: string };

beforeAll(async () => {
  world = await makeRouteWorld();
  session = await browserOf(world.program, 'administrator', 'commander', 'handler', 'auditor');
  const invited = await session.post('/api/v1/accounts', { name: 'n', email: 'n@example.jp', roles: ['reader'] });
  invite = { token: String(invited.body.signUpLink).split('#')[1] ?? '' };
});
afterAll(() => world.stop());

/** Every place into which a caller can put text, as a request with that text in it. */
const places: Readonly<Record<string, (text: string) => Promise<Answer>>> = {
  'sign-in address': (text) => send('POST', '/api/v1/session/sign-in', { email: text, password: 'x' }),
  'sign-in password': (text) => send('POST', '/api/v1/session/sign-in', { email: 'a@example.jp', password: text }),
  'sign-in code': (text) =>
    send('POST', '/api/v1/session/sign-in', { email: session.email, password: 'wrong', code: `123456${text}` }),
  'set-up token': (text) =>
    send('POST', '/api/v1/set-up', {
      token: `${'x'.repeat(20)}${text}`,
      teamName: `team ${text}`,
      zone: `Asia/Tokyo${text}`,
      locale: 'ja',
      name: `name ${text}`,
      email: 'x@example.jp',
      password: `a long enough password ${text}`,
    }),
  'sign-up name': (text) =>
    send('POST', '/api/v1/sign-up', {
      token: `${invite.token}${text}`,
      name: `name ${text}`,
      locale: 'ja',
      password: 'a long enough password',
    }),
  'own name': (text) => send('PATCH', '/api/v1/account', { name: `me ${text}` }),
  'team name': (text) => send('PATCH', '/api/v1/settings', { teamName: `team ${text}` }),
  zone: (text) => send('PATCH', '/api/v1/settings', { zone: `Asia/Tokyo${text}` }),
  'sender of mail': (text) => send('PATCH', '/api/v1/settings', { mailFrom: `a${text}@example.jp` }),
  'invited name': (text) =>
    send('POST', '/api/v1/accounts', { name: `n ${text}`, email: unique('i'), roles: ['reader'] }),
  'invited address': (text) =>
    send('POST', '/api/v1/accounts', { name: 'n', email: `a${text}${unique('j')}`, roles: ['reader'] }),
  'token name': (text) => send('POST', '/api/v1/tokens', { name: `t ${text}`, role: 'soc' }),
  'compartment name': (text) => send('POST', '/api/v1/compartments', { name: `${unique('c')} ${text}` }),
  'report title': (text) => send('POST', '/api/v1/reports', { title: `t ${text}`, text: 'x' }),
  'report text': (text) => send('POST', '/api/v1/reports', { title: 't', text: `x ${text} x` }),
  'report source': (text) =>
    send('POST', '/api/v1/reports', { title: 't', text: 'x', source: `s ${text}`, externalId: unique('e') }),
  'report external id': (text) =>
    send('POST', '/api/v1/reports', { title: 't', text: 'x', source: 's', externalId: `${unique('e')} ${text}` }),
  'reporter name': (text) =>
    send('POST', '/api/v1/reports', { title: 't', text: 'x', reporter: { name: `r ${text}` } }),
  'reporter address': (text) =>
    send('POST', '/api/v1/reports', { title: 't', text: 'x', reporter: { address: `r${text}@example.jp` } }),
  'incident title': (text) => send('POST', '/api/v1/incidents', { title: `i ${text}` }),
  'incident report': (text) => send('POST', '/api/v1/incidents', { reportId: `${world.reports.open}${text}` }),
  'closing reason': async (text) => {
    const { id } = await world.incident();
    return send(
      'POST',
      `/api/v1/incidents/${id}/close`,
      { outcome: 'not-an-incident', reason: `because ${text}` },
      '"1"',
    );
  },
  'reopening reason': async (text) => {
    const { id } = await world.incident();
    await send('POST', `/api/v1/incidents/${id}/close`, { outcome: 'not-an-incident', reason: 'x' }, '"1"');
    return send('POST', `/api/v1/incidents/${id}/reopen`, { reason: `because ${text}` }, '"2"');
  },
  'report closing reason': async (text) => {
    const { id } = await world.report();
    return send('POST', `/api/v1/reports/${id}/close`, { outcome: 'spam', reason: `because ${text}` }, '"1"');
  },
  'journal text': (text) =>
    send('POST', '/api/v1/journal-entries', { subjectId: world.incidents.open, text: `note ${text} end` }),
  'journal subject': (text) => send('POST', '/api/v1/journal-entries', { subjectId: `x${text}`, text: 'note' }),
  'list text filter': (text) => send('GET', `/api/v1/reports?q=${encodeQuery(`ab${text}cd`)}`),
  'incident text filter': (text) => send('GET', `/api/v1/incidents?q=${encodeQuery(`漏${text}洩`)}`),
  search: (text) => send('GET', `/api/v1/search?q=${encodeQuery(`ab${text}cd`)}`),
  'audit actor': (text) => send('GET', `/api/v1/audit-entries?actorId=${encodeQuery(`a${text}`)}`),
  'audit action': (text) => send('GET', `/api/v1/audit-entries?action=${encodeQuery(`a${text}`)}`),
  'audit subject': (text) => send('GET', `/api/v1/audit-entries?subjectId=${encodeQuery(`a${text}`)}`),
  'message subject': (text) => send('GET', `/api/v1/messages?subjectId=${encodeQuery(`a${text}`)}`),
  'record in the path': (text) => send('GET', `/api/v1/reports/${encodeQuery(`REP-2026-0001${text}`)}`),
  'closing key': (text) => send('POST', '/api/v1/incidents', { title: 'x', [`t${text}`]: 1 }),
};

let count = 0;
function unique(prefix: string): string {
  count += 1;
  return `${prefix}${count}@example.jp`;
}

/** As a hostile client would: a lone surrogate becomes its own three bytes, which are not UTF-8. */
function encodeQuery(text: string): string {
  return Array.from(text, (character) =>
    /\p{Cs}/u.test(character) ? '%ED%A0%80' : encodeURIComponent(character),
  ).join('');
}

async function send(method: string, path: string, body?: object, ifMatch?: string): Promise<Answer> {
  const headers = { ...session.headers, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
  return ask(world.program, method, path, { body, headers });
}

const hostile = {
  NUL: '\u0000',
  'a lone surrogate': '\ud800',
  'a reversed surrogate pair': '\udc00\ud800',
  'right-to-left override': '\u202egpj.exe',
  'zero-width characters': '\u200b\u200d\ufeff',
  noncharacters: '\uffff\ufffe',
  'an escape sequence': '\u001b[2J',
  'SQL with quotes': `'; drop table reports.report; --`,
  'a backslash and quotes': `\\' \\" \\`,
  'tsquery operators': `' & | ! <-> :* ( )`,
  'LIKE patterns': '%_\\%',
  'template braces': '{{number}} #{1} <%= 1 %>',
  markup: '<img src=x onerror=alert(1)>',
  'a line separator': '\u2028',
  'a variation of characters': '👩‍👩‍👧 髙﨑 ㍻ ｱｲｳ e\u0301',
} as const;

describe('hostile text', () => {
  const table = Object.keys(places).flatMap((place) =>
    Object.entries(hostile).map(([name, text]) => [place, name, text] as const),
  );
  const byPlace = Object.keys(places).map((place) => [place] as const);

  it.each(byPlace)('is refused or taken in the %s, never a failure of the server', async (place) => {
    for (const [where, name, text] of table) {
      if (where !== place) continue;
      const answer = await places[place]?.(text);
      const status = answer?.status ?? 0;
      expect([name, status, answer?.body.code]).toEqual([
        name,
        status < 500 ? status : 'less than 500',
        answer?.body.code,
      ]);
    }
  });

  it('leaves every list readable afterwards', async () => {
    for (const path of [
      '/api/v1/reports?limit=200',
      '/api/v1/incidents?limit=200',
      '/api/v1/accounts',
      '/api/v1/tokens',
      '/api/v1/compartments',
      '/api/v1/audit-entries?limit=200',
      '/api/v1/settings',
      `/api/v1/journal-entries?subjectId=${world.incidents.open}&limit=200`,
    ])
      expect([path, (await session.get(path)).status]).toEqual([path, 200]);
  });

  it('is no problem of the program', () => {
    expect(world.program.problems.map(String)).toEqual([]);
  });
});

describe('what is kept of text', () => {
  it('gives back exactly what was typed where it is allowed', async () => {
    const title = `<b>x</b> '; drop table x; -- 👩‍👩‍👧 髙﨑 ｱｲｳ`;
    const made = await session.post('/api/v1/incidents', { title });
    expect(made.body.title).toBe(title);
  });

  it('refuses control characters and halves of characters in one line and in prose', async () => {
    for (const text of ['a\u0000b', 'a\ud800b', 'a\u001bb', 'a\u0085b']) {
      const line = await session.post('/api/v1/incidents', { title: text });
      const prose = await session.post('/api/v1/reports', { title: 't', text });
      expect([JSON.stringify(text), line.status, prose.status]).toEqual([JSON.stringify(text), 400, 400]);
    }
  });
});

describe('moments', () => {
  const odd = [
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+23:59',
    '0001-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '9999-12-31T23:59:59-23:59',
    '9999-12-31T23:59:59.999Z',
    '2026-02-29T00:00:00Z',
    '2026-06-30T23:59:60Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00.123456789Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '+010000-01-01T00:00:00Z',
    '1e3',
    'now',
    'infinity',
  ];

  it.each(odd)('%s is refused or taken everywhere, never a failure, and what was taken can be read', async (moment) => {
    const { id } = await world.incident();
    const answers = [
      await session.post('/api/v1/journal-entries', { subjectId: id, text: 'x', occurredAt: moment }),
      await session.post('/api/v1/tokens', { name: 't', role: 'soc', expiresAt: moment }),
      await session.get(`/api/v1/reports?receivedAt.gte=${encodeURIComponent(moment)}`),
      await session.get(`/api/v1/incidents?openedAt.lt=${encodeURIComponent(moment)}`),
      await session.get(`/api/v1/audit-entries?at.lt=${encodeURIComponent(moment)}`),
      await session.get(`/api/v1/journal-entries?subjectId=${id}`),
      await session.get('/api/v1/tokens'),
    ];
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.slice(-2)).toEqual([200, 200]);
  });
});

describe('ids in another letter case', () => {
  it('do not get around the last member of a compartment', async () => {
    const made = await session.post('/api/v1/compartments', { name: 'mine alone' });
    const answer = await session.post(`/api/v1/compartments/${made.body.id}/members/withdraw`, {
      accountId: session.id.toUpperCase(),
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'compartments.withdraw.last-member']);
  });

  it('do not get around disabling oneself', async () => {
    const answer = await session.post(`/api/v1/accounts/${session.id.toUpperCase()}/disable`);
    expect(answer.body.code).toBe('accounts.disable.self');
  });

  it('count once among the members of a new compartment', async () => {
    const answer = await session.post('/api/v1/compartments', {
      name: 'twice me',
      memberIds: [session.id, session.id.toUpperCase()],
    });
    expect(answer.status).toBe(201);
    expect(answer.body.members).toHaveLength(1);
  });
});
