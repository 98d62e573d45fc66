import { afterEach, describe, expect, it } from 'vitest';
import { mailOf, plainHead } from './mail.fixture.ts';
import { type MailParser, makeMailParser } from './parser.ts';

const parsers: MailParser[] = [];

function parser(options: Parameters<typeof makeMailParser>[0]): MailParser {
  const made = makeMailParser(options);
  parsers.push(made);
  return made;
}

afterEach(async () => {
  for (const one of parsers.splice(0)) await one.stop();
});

const small = mailOf([...plainHead, 'Subject: small', 'Content-Type: text/plain'], 'hello');

/** A thread that hangs, grows or dies when the mail says so, and otherwise answers how often it was asked. */
const moody = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let asked = 0;
    parentPort.on('message', ({ raw }) => {
      asked += 1;
      const says = Buffer.from(raw).toString();
      if (says === 'hang') for (;;);
      if (says === 'grow') { const kept = []; for (;;) kept.push(Array.from({ length: 10_000 }, Math.random)); }
      if (says === 'die') process.exit(1);
      if (says === 'throw') throw new Error('moody');
      parentPort.postMessage({ answer: { isParsed: false, problem: 'asked ' + asked } });
    });
  `)}`,
);

describe('the parser threads', () => {
  it.each([
    ['hangs', 'hang', /took too long/],
    ['needs too much memory', 'grow', /memory/],
    ['ends', 'die', /ended unexpectedly/],
    ['fails', 'throw', /moody/],
  ])(
    'one that %s is given up, which is said, and the next mail is read in a new one',
    async (_what, says, expected) => {
      const reader = parser({ timeoutMs: says === 'hang' ? 2_000 : 60_000, memoryMb: 48, threads: 1, program: moody });
      const mishap = reader.parse(Buffer.from(says));
      const next = reader.parse(Buffer.from('well'));
      expect(await mishap).toEqual({ isParsed: false, problem: expect.stringMatching(expected) });
      expect(await next).toEqual({ isParsed: false, problem: 'asked 1' });
    },
    90_000,
  );

  it('one that hangs does not keep the mails behind it waiting', async () => {
    const reader = parser({ timeoutMs: 600_000, memoryMb: 48, threads: 2, program: moody });
    const hanging = reader.parse(Buffer.from('hang'));
    for (const at of [1, 2, 3])
      expect(await reader.parse(Buffer.from('well'))).toMatchObject({ problem: `asked ${at}` });
    await reader.stop();
    expect(await hanging).toMatchObject({ isParsed: false });
  }, 60_000);

  it('answer many at once, each with its own mail, in any order of asking', async () => {
    const reader = parser({ timeoutMs: 60_000, memoryMb: 256 });
    const mails = Array.from({ length: 30 }, (_, at) => mailOf([...plainHead, `Subject: mail ${at}`], 'x'));
    const answers = await Promise.all(mails.map((raw) => reader.parse(raw)));
    expect(answers.map((answer) => (answer.isParsed ? answer.mail.subject : answer.problem))).toEqual(
      mails.map((_, at) => `mail ${at}`),
    );
  }, 60_000);

  it('read mails and make their HTML inert', async () => {
    const reader = parser({ timeoutMs: 60_000, memoryMb: 256 });
    const raw = mailOf([...plainHead, 'Content-Type: text/html'], '<p onclick=x>ご報告</p><script>alert(1)</script>');
    expect(await reader.parse(raw)).toMatchObject({
      isParsed: true,
      mail: { text: expect.stringContaining('ご報告') },
    });
    const answer = await reader.safeHtml(raw);
    expect(answer).toMatchObject({ isMade: true, html: expect.stringContaining('<p>ご報告</p>') });
    expect(answer.isMade ? answer.html : '').not.toMatch(/<script|onclick/);
    expect(await reader.safeHtml(small)).toEqual({ isMade: true, html: null });
  }, 60_000);
});
