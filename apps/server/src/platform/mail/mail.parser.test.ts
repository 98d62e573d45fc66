import { afterEach, describe, expect, it } from 'vitest';
import { mailOf, plainHead } from './mail.fixture.ts';
import { type MailParser, makeMailParser } from './parser.ts';

const parsers: MailParser[] = [];

function parser(options: { timeoutMs: number; memoryMb: number }): MailParser {
  const made = makeMailParser(options);
  parsers.push(made);
  return made;
}

afterEach(async () => {
  for (const one of parsers.splice(0)) await one.stop();
});

const small = mailOf([...plainHead, 'Subject: small', 'Content-Type: text/plain'], 'hello');
/** Parts without end: work and memory grow with each. */
const mailOfParts = (count: number) =>
  mailOf([...plainHead, 'Content-Type: multipart/mixed; boundary=b'], '--b\r\n\r\n\r\n'.repeat(count));

describe('the parser thread', () => {
  it('gives up a mail that takes too long, says so, and reads the next one in a new thread', async () => {
    const reader = parser({ timeoutMs: 5_000, memoryMb: 3_000 });
    expect(await reader.parse(small)).toMatchObject({ isParsed: true });
    const began = performance.now();
    expect(await reader.parse(mailOfParts(20_000_000))).toEqual({ isParsed: false, problem: 'reading took too long' });
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(await reader.parse(small)).toMatchObject({ isParsed: true, mail: { subject: 'small' } });
  }, 40_000);

  it('gives up a mail that needs too much memory, says so, and reads the next one', async () => {
    const reader = parser({ timeoutMs: 30_000, memoryMb: 48 });
    expect(await reader.parse(small)).toMatchObject({ isParsed: true });
    const given = await reader.parse(mailOfParts(3_000_000));
    expect(given).toMatchObject({ isParsed: false });
    if (!given.isParsed) expect(given.problem).toMatch(/memory/);
    expect(await reader.parse(small)).toMatchObject({ isParsed: true, mail: { subject: 'small' } });
  }, 60_000);

  it('answers many at once, each with its own mail, in any order of asking', async () => {
    const reader = parser({ timeoutMs: 30_000, memoryMb: 256 });
    const mails = Array.from({ length: 30 }, (_, at) => mailOf([...plainHead, `Subject: mail ${at}`], 'x'));
    const answers = await Promise.all(mails.map((raw) => reader.parse(raw)));
    expect(answers.map((answer) => (answer.isParsed ? answer.mail.subject : answer.problem))).toEqual(
      mails.map((_, at) => `mail ${at}`),
    );
  });
});
