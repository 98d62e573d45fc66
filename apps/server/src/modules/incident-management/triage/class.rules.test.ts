import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import type { ClassRow } from './class.model.ts';
import { decideAddedClass, decideChangedClass, linksOf, mergeClasses } from './class.rules.ts';
import { rsitEdition, shippedClasses } from './shipped.queries.ts';

const classes = mergeClasses(shippedClasses, []);
const find = (code: string, among = classes) => {
  const found = among.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no class ${code}`);
  return found;
};
const codeOf = (decided: unknown) => (isRefusal(decided) ? decided.code : 'decided');
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe('the classes of the program', () => {
  it('are the 39 types of RSIT 1003 and our own', () => {
    expect(rsitEdition.version).toBe('1003');
    expect(classes.filter((one) => one.scheme === 'rsit')).toHaveLength(39);
    expect(new Set(classes.map((one) => one.code)).size).toBe(classes.length);
    for (const one of classes.filter((each) => each.scheme === 'rsit')) {
      expect(one.code).toMatch(/^rsit:[a-z0-9-]+:[a-z0-9-]+$/);
      expect(one.code).toContain(`:${one.group?.code}:`);
      expect(one.rsitCode).toBe(one.code);
    }
  });

  it('have names and explanations in both languages and a reading in kana', () => {
    for (const { code, name, description, reading } of classes) {
      for (const text of [name.ja, description.ja])
        expect([code, text]).toEqual([code, expect.stringMatching(japanese)]);
      for (const text of [name.en, description.en])
        expect([code, text]).toEqual([code, expect.stringMatching(/^[ -~]+$/)]);
      expect([code, reading]).toEqual([code, expect.stringMatching(/^[ぁ-ゖー ]+$/)]);
    }
  });

  it('are mapped to types that exist, and begin with our own', () => {
    for (const { code, rsitCode } of classes)
      if (rsitCode !== null) expect([code, find(rsitCode).scheme]).toEqual([code, 'rsit']);
    expect(classes[0]?.scheme).toBe('own');
    for (const code of ['mis-sent', 'lost-device', 'mistaken-disposal', 'insider', 'suspicious-mail', 'consultation'])
      expect(find(`own:${code}`).name.ja).not.toBe('');
  });

  it('leave tests and exercises out of statistics, and only those', () => {
    expect(classes.filter((one) => !one.isCounted).map((one) => one.code)).toEqual(['own:exercise', 'rsit:test:test']);
    expect(find('own:mis-sent').isMalicious).toBe(false);
    expect(find('own:ransomware').isMalicious).toBe(true);
  });
});

const added: ClassRow = {
  code: 'own:drone',
  name: { ja: 'ドローン', en: 'Drone' },
  description: { ja: '', en: '' },
  reading: '',
  rsitCode: null,
  isMalicious: true,
  isRetired: false,
  version: 1,
};

describe('adding a class', () => {
  const input = { code: 'own:drone', name: added.name, rsitCode: null, isMalicious: true };

  it('is refused for a code that was ever given, and for an unknown type', () => {
    expect(codeOf(decideAddedClass(mergeClasses(shippedClasses, [{ ...added, isRetired: true }]), input))).toBe(
      'triage-classes.add.code-taken',
    );
    expect(codeOf(decideAddedClass(classes, { ...input, code: 'own:mis-sent' }))).toBe('triage-classes.add.code-taken');
    for (const rsitCode of ['rsit:no:such', 'own:mis-sent'])
      expect(codeOf(decideAddedClass(classes, { ...input, rsitCode }))).toBe('triage-classes.change.rsit-unknown');
  });

  it('begins with version 1 and stands behind those of the program', () => {
    const decided = decideAddedClass(classes, input);
    expect(decided).toEqual(added);
    const own = mergeClasses(shippedClasses, [added]).filter((one) => one.scheme === 'own');
    expect(own.at(-1)).toMatchObject({ code: 'own:drone', group: null, isCounted: true });
  });
});

describe('changing a class', () => {
  it.each([
    ['its type', { rsitCode: null }],
    ['whether it is malicious', { isMalicious: false }],
    ['its English name', { name: { ja: 'フィッシング', en: 'Fishing' } }],
    ['its English explanation', { description: { ja: '', en: 'x' } }],
  ])('is refused for RSIT: %s', (_name, change) => {
    expect(codeOf(decideChangedClass(find('rsit:fraud:phishing'), change, classes))).toBe(
      'triage-classes.change.rsit-fixed',
    );
  });

  it('is refused for a type that does not exist', () => {
    const decided = decideChangedClass(find('own:insider'), { rsitCode: 'rsit:no:such' }, classes);
    expect(codeOf(decided)).toBe('triage-classes.change.rsit-unknown');
  });

  it('gives the next version and leaves alone what was not named', () => {
    const phishing = find('rsit:fraud:phishing');
    const decided = decideChangedClass(phishing, { name: { ja: 'フィッシング詐欺', en: 'Phishing' } }, classes);
    if (isRefusal(decided)) throw new Error(decided.code);
    const merged = mergeClasses(shippedClasses, [decided]);
    expect(find('rsit:fraud:phishing', merged)).toEqual({
      ...phishing,
      name: { ja: 'フィッシング詐欺', en: 'Phishing' },
      version: 2,
    });
    expect(merged).toHaveLength(classes.length);
  });

  it('retires and takes up again, mapping or not', () => {
    const retired = decideChangedClass(find('own:insider'), { isRetired: true }, classes);
    expect(retired).toMatchObject({ isRetired: true, version: 2 });
    expect(decideChangedClass(find('own:insider'), { rsitCode: null }, classes)).toMatchObject({ rsitCode: null });
  });
});

describe('links', () => {
  it('answer every code, also one that nobody knows', () => {
    const links = linksOf(classes, ['own:mis-sent', 'own:lost-in-time']);
    expect(links.get('own:mis-sent')).toMatchObject({ name: { ja: '誤送信' }, scheme: 'own' });
    expect(links.get('own:lost-in-time')).toEqual({
      code: 'own:lost-in-time',
      name: { ja: 'own:lost-in-time', en: 'own:lost-in-time' },
      scheme: 'own',
    });
  });
});
