import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../src/platform/mail/parse-mail.ts';

/** Real mails of other projects; they lie beside the checkout where somebody has collected them, and nowhere else. */
const samples = fileURLToPath(new URL('../../../../../shared/samples/', import.meta.url));
const expectedFile = join(samples, 'mail', 'expected-python-email.json');
const hasSamples = existsSync(expectedFile);

type Expected = {
  readonly subject: string | null;
  readonly from: readonly { readonly name: string; readonly addr: string }[];
  readonly attachments: readonly { readonly filename?: string | null }[];
  readonly text_start: string | null;
  readonly defects: readonly string[];
};

function files(): string[] {
  if (!hasSamples) return [];
  return [join(samples, 'mail'), join(samples, 'abuse', 'arf')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

const flat = (text: string) => text.normalize('NFKC').replace(/[\s\p{Cc}]+/gu, '');

/** Where we read otherwise, looked at and meant so. */
const meant = [
  // The letter is HTML; the other reader takes the text of the mail that lies inside.
  'mail/bounces/rhost-aol-03.eml: text',
  // One byte of the name is in no Japanese charset; the other reader drops it, ours guesses.
  'mail/mikel-mail/emails/attachment_emails/attachment_with_encoded_name.eml: attachment 01 Quien Te Dij\ufffdat. Pitbull.mp3',
];

/** What our reading of a mail differs in from the other reader's. */
async function differencesOf(file: string, expected: Expected): Promise<string[]> {
  const name = relative(samples, file);
  const answer = await parseMail(readFileSync(file));
  if (!answer.isParsed) return [`${name}: ${answer.problem}`];
  const { mail } = answer;
  const names = mail.attachments.map((one) => flat(one.name));
  const lost = expected.attachments.flatMap(({ filename }) =>
    filename === null || filename === undefined || names.includes(flat(filename.replace(/[/\\]/g, '_')))
      ? []
      : [`attachment ${filename}`],
  );
  const isSameText = flat(mail.text).includes(flat(expected.text_start ?? '').slice(0, 40));
  return [
    ...(flat(mail.subject) === flat(expected.subject ?? '') ? [] : ['subject']),
    ...(flat(mail.from?.address ?? '') === flat(expected.from[0]?.addr ?? '') ? [] : ['from']),
    ...(isSameText ? [] : ['text']),
    ...lost,
  ].map((what) => `${name}: ${what}`);
}

describe('mails of other projects', () => {
  it('are all answered, and everything that is stored of them can be stored', async (context) => {
    if (!hasSamples) context.skip('no collection of sample mails lies beside this checkout');
    const all = files();
    expect(all.length).toBeGreaterThan(50);
    for (const file of all) {
      const answer = await parseMail(readFileSync(file));
      if (!answer.isParsed) {
        expect([file, answer.problem.length > 0]).toEqual([file, true]);
        continue;
      }
      const { mail } = answer;
      for (const text of [mail.subject, mail.text, mail.messageId ?? '', ...mail.attachments.map((one) => one.name)]) {
        expect([file, /[^\P{Cc}\n\t]|\p{Cs}/u.test(text)]).toEqual([file, false]);
      }
    }
  }, 60_000);

  it('are read as another reader reads them, where that one finds no defect', async (context) => {
    if (!hasSamples) context.skip('no collection of sample mails lies beside this checkout');
    const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as Record<string, Expected>;
    const comparable = files().filter((file) => expected[relative(samples, file)]?.defects.length === 0);
    expect(comparable.length).toBeGreaterThan(40);
    const differences = await Promise.all(
      comparable.map((file) => differencesOf(file, expected[relative(samples, file)] as Expected)),
    );
    expect(differences.flat().toSorted()).toEqual(meant.toSorted());
  }, 60_000);
});
