import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateFrom, likenessOf, likenessOfTexts, titleTokens } from './related.rules.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 27, 9, 42 + minutes));
const mail = {
  title: '【至急】お客様へのご案内をTo一斉で送信してしまいました',
  preview: '営業二課の佐藤です。本日18時30分ごろ、年末のご案内メールをお客様へ送る際、宛先に入れたまま送信しました。',
  reporter: { name: '佐藤 健', address: 'sato.ken@moegido.example' },
  receivedAt: at(0),
  classCode: null,
};

describe('two reports', () => {
  it.each([
    ['the same mail again', { ...mail, receivedAt: at(30) }, true],
    [
      'the phone call about it three minutes later',
      {
        ...mail,
        title: '営業二課 佐藤：お客様へのご案内の誤送信',
        preview: '18:45 着信。年末のご案内メールを宛先に入れたまま送信した。詳しくはメールで送るとのこと。',
        reporter: { name: '佐藤', address: null },
        receivedAt: at(3),
      },
      true,
    ],
    [
      'the same mail forwarded by a colleague the day after',
      {
        ...mail,
        title: `Fwd: ${mail.title}`,
        reporter: { name: '田中', address: 'tanaka@moegido.example' },
        receivedAt: at(20 * 60),
      },
      true,
    ],
    [
      'another matter of the same person on the same day',
      {
        ...mail,
        title: '社用スマートフォンの紛失について',
        preview: '電車に置き忘れました。遺失物センターに届けてあります。',
        receivedAt: at(90),
      },
      false,
    ],
    [
      'another matter of somebody else at the same moment',
      {
        ...mail,
        title: '倉庫端末の画面に警告が出て消えない',
        preview: '電話番号が表示されています。触らずに置いてあります。',
        reporter: { name: '大森', address: 'omori@moegido.example' },
        receivedAt: at(1),
      },
      false,
    ],
  ])('%s', (_name, other, isDuplicate) => {
    const { score } = likenessOf(mail, other);
    expect([score, score >= duplicateFrom]).toEqual([score, isDuplicate]);
  });

  it('are as alike one way as the other, between 0 and 1', () => {
    const report = fc.record({
      title: fc.string({ unit: 'grapheme' }),
      preview: fc.string({ unit: 'grapheme' }),
      reporter: fc.record({ name: fc.option(fc.string()), address: fc.option(fc.string()) }),
      receivedAt: fc.date({ min: at(0), max: at(10_000), noInvalidDate: true }),
      classCode: fc.option(fc.constantFrom('a', 'b')),
    });
    fc.assert(
      fc.property(report, report, (a, b) => {
        const one = likenessOf(a, b);
        expect(one.score).toBe(likenessOf(b, a).score);
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('titles', () => {
  it.each([
    ['Re: Fwd: 不審なメール', '不審なメール'],
    ['RE：転送：不審なメール', '不審なメール'],
    ['返信: 不審なメール', '不審なメール'],
  ])('%s counts like %s', (answered, plain) => {
    expect(likenessOfTexts(titleTokens(answered), titleTokens(plain))).toBe(1);
  });

  it('without words are like nothing', () => {
    expect(likenessOfTexts(titleTokens(''), titleTokens(''))).toBe(0);
  });
});
