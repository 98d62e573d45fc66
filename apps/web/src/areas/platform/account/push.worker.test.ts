import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';

const source = readFileSync(new URL('../../../../public/sw.js', import.meta.url), 'utf8');
const origin = 'https://matoi.example.jp';

type Listener = (event: Record<string, unknown>) => void;
type Shown = { readonly title: string; readonly options: Readonly<Record<string, unknown>> };

/** The worker in the surroundings that a browser gives it, as far as it uses them. */
function startWorker() {
  const listeners = new Map<string, Listener>();
  const shown: Shown[] = [];
  const opened: string[] = [];
  const focused: string[] = [];
  const windows: string[] = [];
  const scope = {
    location: { origin },
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    skipWaiting: () => undefined,
    registration: {
      showNotification: async (title: string, options: Shown['options']) => void shown.push({ title, options }),
    },
    clients: {
      claim: async () => undefined,
      matchAll: async () => windows.map((url) => ({ url, focus: async () => void focused.push(url) })),
      openWindow: async (url: string) => void opened.push(url),
    },
  };
  runInContext(source, createContext({ self: scope, URL }));
  const send = async (name: string, event: Record<string, unknown>) => {
    let waiting: unknown;
    listeners.get(name)?.({ ...event, waitUntil: (promise: unknown) => (waiting = promise) });
    await waiting;
  };
  const push = (text: string | null) =>
    send('push', { data: text === null ? null : { json: () => JSON.parse(text) as unknown } });
  const click = async (path: unknown) => {
    let isClosed = false;
    await send('notificationclick', { notification: { data: { path }, close: () => (isClosed = true) } });
    return isClosed;
  };
  return { push, click, shown, opened, focused, windows };
}

let worker: ReturnType<typeof startWorker>;
beforeEach(() => {
  worker = startWorker();
});

describe('a message', () => {
  it.each([
    ['is empty', null],
    ['is no JSON', '{'],
    ['is something else', '7'],
    ['has values of other kinds', '{"title":{"a":1},"body":[],"path":5,"tag":null}'],
  ])('that %s is shown all the same, without anything of it', async (_name, text) => {
    await worker.push(text);
    expect(worker.shown).toMatchObject([
      { title: 'Matoi', options: { body: '', renotify: false, data: { path: '/' } } },
    ]);
  });

  it('is shown as it was written, stays while it is urgent, and rings again when it replaces another', async () => {
    const message = {
      title: '【招集】',
      body: 'INC-2026-0001',
      path: '/g/x',
      tag: 't',
      language: 'ja',
      isUrgent: true,
    };
    await worker.push(JSON.stringify(message));
    const options = { body: 'INC-2026-0001', tag: 't', lang: 'ja', renotify: true, requireInteraction: true };
    expect(worker.shown).toMatchObject([{ title: '【招集】', options }]);
  });
});

describe('a click', () => {
  it.each([
    ['another site', 'https://evil.example/'],
    ['another site without a protocol', '//evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['nothing', undefined],
  ])('on a message that leads to %s opens our own first page', async (_name, path) => {
    expect(await worker.click(path)).toBe(true);
    expect(worker.opened).toEqual([`${origin}/`]);
  });

  it('opens the page of the message', async () => {
    await worker.click('/g/secret');
    expect(worker.opened).toEqual([`${origin}/g/secret`]);
  });

  it('goes to the window in which that page is open already', async () => {
    worker.windows.push(`${origin}/`, `${origin}/g/secret`);
    await worker.click('/g/secret');
    expect([worker.opened, worker.focused]).toEqual([[], [`${origin}/g/secret`]]);
  });
});
