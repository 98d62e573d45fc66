import type { Call } from '../http/index.ts';
import type { LiveEvent, LiveHub } from '../live/index.ts';

const keepAliveMs = 20_000;
/** A browser that does not read is cut off rather than buffered for; it comes back with Last-Event-ID. Bytes. */
const longestBacklog = 256 * 1024;

/** How the stream asks anew who its reader is: rights may have been withdrawn, the session ended. */
export type Reidentify = (call: Call<'live.follow'>) => Promise<Call<'live.follow'>['actor'] | null>;

/** Answers a call as a stream of server-sent events until either side ends it. */
export async function followLive(
  hub: LiveHub,
  call: Call<'live.follow'>,
  reidentify: Reidentify,
): Promise<'streaming'> {
  const { request, reply } = call.raw;
  const lastSeen = Number(request.headers['last-event-id'] ?? call.query.after ?? Number.NaN);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  raw.write('retry: 2000\n\n');
  const send = (events: readonly LiveEvent[]) => {
    if (raw.writableLength > longestBacklog) {
      raw.destroy();
      return;
    }
    raw.write(events.map((event) => `id: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
  };
  const timer = setInterval(() => raw.write(': here\n\n'), keepAliveMs);
  let leave: (() => void) | null = null;
  let goAway: (() => void) | null = null;
  // Before anything is waited for: the browser may be gone again by the time that the hub has let it in.
  raw.on('close', () => {
    clearInterval(timer);
    leave?.();
    goAway?.();
  });
  try {
    if (call.query.here !== undefined) {
      // No id: where the browser goes on reading is not moved by who came and left.
      const onChange = (subject: LiveEvent['subject']) =>
        raw.write(`data: ${JSON.stringify({ type: 'presence', kind: 'presence.changed', subject })}\n\n`);
      goAway = await hub.presence.enter({ actor: () => reidentify(call), onChange }, call.query.here);
    }
    leave = await hub.subscribe(
      { actor: () => reidentify(call), knownSince: call.session?.createdAt ?? new Date(), send, end: () => raw.end() },
      Number.isSafeInteger(lastSeen) ? lastSeen : null,
    );
  } catch (error) {
    // The head of the answer is out already: only an ended stream makes the browser come again.
    raw.end();
    throw error;
  }
  if (raw.destroyed) {
    leave();
    goAway?.();
  }
  return 'streaming';
}
