import { lineOf, measure } from './measure.ts';
import { memoryOf } from './memory.ts';

/** What the measuring of intake needs of the running program. */
export type Intake = {
  readonly origin: string;
  readonly pid: number;
  readonly token: string;
  readonly say: (line: string) => void;
};

/** An alert as an endpoint product sends it: about two kilobytes. */
function alertOf(at: number, run: string) {
  return {
    title: `認証失敗が続いています ${at}`,
    text: `同一端末から46回。ユーザー user${at % 900} 送信元 10.${at % 250}.${(at >> 8) % 250}.7\n${'Failed password for invalid user admin from 203.0.113.9 port 55120 ssh2\n'.repeat(20)}`,
    source: 'bench',
    externalId: `${run}-${at}`,
    severity: 'medium',
    hosts: [`host-${at % 5_000}`],
    fields: { process: 'sshd', level: String(at % 16) },
  };
}

async function post(intake: Intake, path: string, body: unknown): Promise<{ counts?: Record<string, number> }> {
  const answer = await fetch(intake.origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${intake.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as { counts?: Record<string, number> };
}

/**
 * Single reports, batches of new ones, and repetitions that are counted: per second, each durable before its answer. What
 * asks is this process: it shares the processors with the program, its database and the reactions of what came before.
 */
export async function measureIntake(intake: Intake): Promise<void> {
  const { say } = intake;
  const run = String(Date.now());
  // What comes at once shares a transaction, so that more callers get more done and each waits a little longer.
  for (const atOnce of [16, 48]) {
    const single = await measure(`POST /reports, single, ${atOnce} at once`, { count: 3_000, atOnce }, async (at) => {
      await post(intake, '/api/v1/reports', alertOf(at, `${run}-single-${atOnce}`));
    });
    say(`${lineOf(single, null)}goal 300 per s`);
  }
  const size = 1_000;
  const batched = await measure(`POST /reports/batch of ${size}, 3 at once`, { count: 12, atOnce: 3 }, async (at) => {
    const items = Array.from({ length: size }, (_, index) => alertOf(at * size + index, `${run}-batch`));
    const { counts } = await post(intake, '/api/v1/reports/batch', { items });
    if (counts?.accepted !== size) throw new Error(`not all were accepted: ${JSON.stringify(counts)}`);
  });
  say(`${lineOf(batched, null)}= ${(batched.perSecond * size).toFixed(0)} alerts per s, goal 1,000`);
  const counted = await measure(`the same alert in batches of ${size}`, { count: 10, atOnce: 2 }, async () => {
    const { externalId: _, ...alert } = alertOf(1, run);
    await post(intake, '/api/v1/reports/batch', {
      items: Array.from({ length: size }, () => ({ ...alert, rule: run })),
    });
  });
  say(`${lineOf(counted, null)}= ${(counted.perSecond * size).toFixed(0)} alerts per s`);
}

/** Hands many alerts in, half of them repetitions, and shows the memory on the way: it should not grow with their number. */
export async function measureFlood(intake: Intake, count: number): Promise<void> {
  const { say } = intake;
  const run = `flood-${Date.now()}`;
  const size = 500;
  const began = performance.now();
  const show = (done: number) => {
    const { total, parts } = memoryOf(intake.pid);
    const perSecond = done / ((performance.now() - began) / 1_000);
    say(
      `  ${String(done).padStart(7)} alerts, ${perSecond.toFixed(0)} per s: ${total.toFixed(0)} MiB (${parts.join(', ')})`,
    );
  };
  say(`\n${count} alerts in batches of ${size}`);
  for (let done = 0; done < count; done += size) {
    if (done % (count / 10) === 0) show(done);
    const items = Array.from({ length: size }, (_, index) => {
      const alert = alertOf(done + index, run);
      return index % 2 === 0 ? alert : { ...alert, dedupeKey: `${run}-${index % 50}` };
    });
    await post(intake, '/api/v1/reports/batch', { items });
  }
  show(count);
}
