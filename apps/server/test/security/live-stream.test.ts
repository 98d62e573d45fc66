import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type BrowserSession, browserOf } from '../support/sessions.ts';
import { startTestProgram, type TestProgram, until } from '../support/test-program.ts';

let program: TestProgram;
let admin: BrowserSession;
let commander: BrowserSession & { readonly id: string };

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  admin = await browserOf(program, 'administrator');
  commander = await browserOf(program, 'commander', 'handler');
});
afterAll(() => program.stop());

type Stream = { readonly events: Record<string, unknown>[]; isOver: boolean; text: string; leave(): void };

/** Follows the stream until either side ends it. */
async function follow(headers: Readonly<Record<string, string>>, query = ''): Promise<Stream> {
  const stop = new AbortController();
  const response = await fetch(`${program.origin}/api/v1/live${query}`, { headers, signal: stop.signal });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  const stream: Stream = { events: [], isOver: false, text: '', leave: () => stop.abort() };
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const read = async (): Promise<void> => {
    const part = await reader?.read();
    if (part === undefined || part.done) return;
    stream.text += decoder.decode(part.value, { stream: true });
    stream.events.splice(
      0,
      stream.events.length,
      ...[...stream.text.matchAll(/^data: (.*)$/gm)].map((found) => JSON.parse(found[1] ?? '{}')),
    );
    return read();
  };
  read().then(
    () => {
      stream.isOver = true;
    },
    () => {
      stream.isOver = true;
    },
  );
  return stream;
}

const about = (stream: Stream, id: unknown) =>
  stream.events.filter((event) => (event.subject as { id: string } | null)?.id === id);

async function incident(title = 'x'): Promise<string> {
  return String((await commander.post('/api/v1/incidents', { title })).body.id);
}

/** Waits until the stream has certainly passed an event: a later one has come. */
async function passed(stream: Stream): Promise<void> {
  const id = await incident('marker');
  await until(
    async () => about(stream, id).length,
    (count) => count > 0,
  );
}

const over = (stream: Stream) =>
  until(
    async () => stream.isOver,
    (isOver) => isOver,
  );

describe('S7 the stream of changes', () => {
  it('is refused to nobody, to a wrong token, and to who may not follow', async () => {
    const machine = await program.machine('soc');
    expect((await ask(program, 'GET', '/api/v1/live')).status).toBe(401);
    expect((await ask(program, 'GET', '/api/v1/live', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await machine.fetch('/api/v1/live')).status).toBe(403);
  });

  it('tells ids and never content', async () => {
    const stream = await follow(commander.headers);
    const id = await incident('secret-title');
    await until(
      async () => about(stream, id).length,
      (count) => count > 0,
    );
    expect(stream.text).not.toContain('secret-title');
    for (const event of stream.events)
      expect(Object.keys(event).sort()).toEqual(['kind', 'position', 'subject', 'type']);
    stream.leave();
  });

  it('tells nothing of what the follower cannot see, and that a record has gone', async () => {
    const outsider = await browserOf(program, 'handler');
    const theirs = await follow(outsider.headers);
    const ours = await follow(commander.headers);
    const made = await commander.post('/api/v1/compartments', { name: 'stream' });
    const moved = await incident();
    await until(
      async () => about(theirs, moved).length,
      (count) => count > 0,
    );
    await commander.post(`/api/v1/subjects/${moved}/restrict`, { compartmentId: made.body.id });
    await until(
      async () => about(theirs, moved).filter((event) => event.type === 'gone').length,
      (count) => count === 1,
    );
    const before = about(theirs, moved).length;
    await commander.post('/api/v1/journal-entries', { subjectId: moved, text: 'hidden work' });
    await until(
      async () => about(ours, moved).filter((event) => event.kind === 'journal-entry.added').length,
      (count) => count > 1,
    );
    await passed(theirs);
    expect(about(theirs, moved)).toHaveLength(before);
    theirs.leave();
    ours.leave();
  });

  it('tells what changed of the team by its kind alone, because it is about no record', async () => {
    const stream = await follow(commander.headers);
    await commander.post('/api/v1/mail-compromise/begin', { reason: 'secret-reason' });
    const told = await until(
      async () => stream.events.find((event) => event.kind === 'mail-compromise.begun'),
      (event) => event !== undefined,
    );
    expect(told).toMatchObject({ type: 'changed', subject: null });
    expect(stream.text).not.toContain('secret-reason');
    await commander.post('/api/v1/mail-compromise/end', { reason: 'x' });
    stream.leave();
  });

  it('goes on after the last event that was seen', async () => {
    const stream = await follow(commander.headers);
    const first = await incident();
    await until(
      async () => about(stream, first).length,
      (count) => count > 0,
    );
    const last = String(about(stream, first)[0]?.position);
    stream.leave();
    const missed = await incident();
    const again = await follow({ ...commander.headers, 'last-event-id': last });
    await until(
      async () => about(again, missed).length,
      (count) => count > 0,
    );
    expect(again.events.every((event) => Number(event.position) > Number(last))).toBe(true);
    again.leave();
  });

  it.each(['', 'x', '-1', '1e400', '99999999999999999999', '0x10'])(
    'takes "%s" for a last event without a failure',
    async (id) => {
      const stream = await follow({ ...commander.headers, 'last-event-id': id });
      await passed(stream);
      stream.leave();
    },
  );
});

describe('S7 the stream of somebody who may no longer follow', () => {
  const ways: Readonly<Record<string, (who: BrowserSession & { readonly id: string }) => Promise<unknown>>> = {
    'signed out': (who) => who.post('/api/v1/session/sign-out'),
    'was disabled': (who) => admin.post(`/api/v1/accounts/${who.id}/disable`),
    'has a renewed link': (who) => admin.post(`/api/v1/accounts/${who.id}/link`),
    'lost the role': (who) => admin.post(`/api/v1/accounts/${who.id}/roles`, { roles: ['soc'] }),
  };

  it.each(Object.keys(ways))('ends at once when the person %s, without another change', async (name) => {
    const who = await browserOf(program, 'handler');
    const stream = await follow(who.headers);
    await passed(stream);
    await ways[name]?.(who);
    await over(stream);
    const seen = stream.events.length;
    await incident();
    expect(stream.events).toHaveLength(seen);
  });

  it('ends when the session is ended from another one', async () => {
    const who = await browserOf(program, 'handler');
    const stream = await follow(who.headers);
    const { rows } = await sql<{
      id: string;
    }>`select id from platform.session where account_id = ${who.id}::uuid`.execute(program.ground.databases.owner);
    await who.post(`/api/v1/account/sessions/${rows[0]?.id}/revoke`);
    await over(stream);
  });

  it('ends when a token is revoked, and takes nobody else along', async () => {
    const made = await admin.post('/api/v1/tokens', { name: 'follower', role: 'administrator' });
    const stream = await follow({ authorization: `Bearer ${made.body.token}` });
    const other = await follow(commander.headers);
    await passed(stream);
    await admin.post(`/api/v1/tokens/${(made.body.record as { id: string }).id}/revoke`);
    await over(stream);
    await passed(other);
    expect(other.isOver).toBe(false);
    expect(program.health.parts().find((part) => part.name === 'live')?.state).toBe('ok');
    other.leave();
  });

  it('stops to show a compartment from which the person was withdrawn', async () => {
    const who = await browserOf(program, 'handler');
    const made = await commander.post('/api/v1/compartments', { name: 'withdrawn', memberIds: [who.id] });
    const id = await incident();
    await commander.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: made.body.id });
    const stream = await follow(who.headers);
    await commander.post('/api/v1/journal-entries', { subjectId: id, text: 'one' });
    await until(
      async () => about(stream, id).length,
      (count) => count > 0,
    );
    await commander.post(`/api/v1/compartments/${made.body.id}/members/withdraw`, { accountId: who.id });
    await until(
      async () => stream.events.filter((event) => event.type === 'sight').length,
      (count) => count === 1,
    );
    await passed(stream);
    const before = about(stream, id).length;
    await commander.post('/api/v1/journal-entries', { subjectId: id, text: 'two' });
    await passed(stream);
    expect(about(stream, id)).toHaveLength(before);
    stream.leave();
  });
});

describe('who else is here', () => {
  type Person = BrowserSession & { readonly id: string };
  const here = async (who: Person, id: string) => {
    const { status, body } = await who.get(`/api/v1/presence?subjectId=${id}`);
    return status === 200 ? (body.items as { id: string }[]).map((one) => one.id) : status;
  };
  const hereAre = (who: Person, id: string, people: readonly string[]) =>
    until(
      () => here(who, id),
      (found) => JSON.stringify(found) === JSON.stringify(people),
    );
  const told = (stream: Stream) => stream.events.filter((event) => event.type === 'presence').length;

  it('is known while a stream says so, told to who is there too, and forgotten with the stream', async () => {
    const other = await browserOf(program, 'handler');
    const id = await incident();
    const ours = await follow(commander.headers, `?here=${id}`);
    await hereAre(other, id, [commander.id]);
    const before = told(ours);
    const theirs = await follow(other.headers, `?here=${id}`);
    const second = await follow(other.headers, `?here=${id}`);
    await hereAre(commander, id, [commander.id, other.id]);
    await until(
      async () => told(ours),
      (count) => count > before,
    );
    expect(ours.text).not.toContain(other.id);
    theirs.leave();
    await passed(ours);
    expect(await here(commander, id)).toEqual([commander.id, other.id]);
    second.leave();
    await hereAre(commander, id, [commander.id]);
    ours.leave();
    await hereAre(commander, id, []);
  });

  it('is told neither about nor to somebody who may not see the record', async () => {
    const outsider = await browserOf(program, 'handler');
    const made = await commander.post('/api/v1/compartments', { name: 'presence' });
    const id = await incident();
    const theirs = await follow(outsider.headers, `?here=${id}`);
    const ours = await follow(commander.headers, `?here=${id}`);
    await hereAre(commander, id, [outsider.id, commander.id]);
    await commander.post(`/api/v1/subjects/${id}/restrict`, { compartmentId: made.body.id });
    expect(await here(commander, id)).toEqual([commander.id]);
    expect(await here(outsider, id)).toBe(404);
    await passed(theirs);
    const before = told(theirs);
    const again = await follow(commander.headers, `?here=${id}`);
    const hidden = await follow(outsider.headers, `?here=${id}`);
    await passed(hidden);
    again.leave();
    await passed(theirs);
    expect(told(hidden)).toBe(0);
    expect(told(theirs)).toBe(before);
    expect(await here(commander, id)).toEqual([commander.id]);
    for (const stream of [theirs, ours, hidden]) stream.leave();
    await hereAre(commander, id, []);
  });

  it('is nobody where there is no such record, and never a machine', async () => {
    const machine = await program.machine('handler');
    const id = await incident();
    const nowhere = await follow(commander.headers, '?here=01980000-0000-7000-8000-000000000000');
    const ours = await follow(commander.headers, `?here=${id}`);
    const theirs = await machine.fetch(`/api/v1/live?here=${id}`);
    await passed(nowhere);
    await hereAre(commander, id, [commander.id]);
    await theirs.body?.cancel();
    expect(told(nowhere)).toBe(0);
    expect(await here(commander, '01980000-0000-7000-8000-000000000000')).toBe(404);
    for (const stream of [nowhere, ours]) stream.leave();
  });

  it('is forgotten when the process of the stream has died', async () => {
    const id = await incident();
    const { owner } = program.ground.databases;
    const ours = await follow(commander.headers, `?here=${id}`);
    await hereAre(commander, id, [commander.id]);
    await sql`insert into platform.presence (id, subject_id, account_id, since_at, seen_at)
      select '01980000-0000-7000-8000-000000000001', ${id}::uuid, id, now(), now() - interval '2 minutes'
      from platform.account where id <> ${commander.id}::uuid limit 1`.execute(owner);
    expect(await here(commander, id)).toEqual([commander.id]);
    (await follow(commander.headers, `?here=${await incident()}`)).leave();
    await until(
      async () =>
        (await sql`select from platform.presence where seen_at < now() - interval '1 minute'`.execute(owner)).rows
          .length,
      (count) => count === 0,
    );
    ours.leave();
  });
});

describe('many followers', () => {
  it('who leave in the middle of being let in are forgotten', async () => {
    const following = () =>
      /^(\d+) following$/.exec(program.health.parts().find((one) => one.name === 'live')?.detail ?? '')?.[1];
    for (let turn = 0; turn < 10; turn += 1) {
      const stop = new AbortController();
      const asked = fetch(`${program.origin}/api/v1/live?after=0`, { headers: commander.headers, signal: stop.signal });
      asked.then((response) => response.body?.cancel()).catch(() => undefined);
      if (turn % 2 === 0) await asked.catch(() => undefined);
      stop.abort();
    }
    await until(
      async () => {
        await incident();
        return following();
      },
      (count) => count === '0',
    );
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
