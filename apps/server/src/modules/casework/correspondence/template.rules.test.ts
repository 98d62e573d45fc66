import { messagePurposes, signatureVariables, templateVariables } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import data from './data/templates.v1.json' with { type: 'json' };
import {
  decideTemplate,
  fillTemplate,
  mergeTemplates,
  refusalOfVariables,
  type Template,
  variableLeft,
  variablesIn,
} from './template.rules.ts';

describe('filling', () => {
  it.each([
    ['{{a}} {{ a }} {{b}}', { a: 'x' }, 'x x {{b}}'],
    ['{{a}}', { a: '{{b}}', b: 'never' }, '{{b}}'],
    ['{{{a}}}', { a: 'x' }, '{x}'],
    ['{{toString}} {{__proto__}}', {}, '{{toString}} {{__proto__}}'],
  ])('%j with %j is %j', (text, values, expected) => {
    expect(fillTemplate(text, values)).toBe(expected);
  });

  it('S23 reads braces full of white space in one pass', () => {
    const text = `{{${' \t\n'.repeat(300_000)}}`;
    expect(variablesIn(text)).toEqual([]);
    expect(fillTemplate(`${text} {{ a }}`, { a: 'x' })).toBe(`${text} x`);
  });

  it('never looks at what a value contains', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, value) => {
        fc.pre(!before.includes('{') && !before.includes('}'));
        expect(fillTemplate(`${before}{{a}}`, { a: value, b: 'never' })).toBe(before + value);
      }),
    );
  });
});

describe('a change', () => {
  const both = (text: string) => ({ ja: text, en: text });
  const change = (text: string, isRetired = false) => ({ title: both('x'), text: both(text), isRetired });

  it.each(messagePurposes)('of a text for %s may mention the variables of its purpose and no other', (purpose) => {
    for (const name of templateVariables[purpose])
      expect(decideTemplate({ key: 'own', purpose }, change(`{{${name}}}`))).toBeNull();
    for (const name of ['constructor', 'password', '', 'number.x'])
      expect(decideTemplate({ key: 'own', purpose }, change(`{{${name}}}`))).toMatchObject({
        code: 'correspondence.change-template.unknown-variable',
      });
  });

  it('names the field and what could stand there', () => {
    expect(refusalOfVariables([['body.text.ja', '{{x}}']], ['number'])).toMatchObject({
      fields: [{ path: 'body.text.ja', params: { name: 'x', known: 'number' } }],
    });
  });

  it.each(['acknowledgement', 'digest'])('does not retire %s, which the program needs', (key) => {
    expect(decideTemplate({ key, purpose: 'reply' }, change('x', true))).toMatchObject({
      code: 'correspondence.change-template.always-needed',
    });
    expect(decideTemplate({ key: 'own', purpose: 'reply' }, change('x', true))).toBeNull();
  });
});

describe('a mail before it leaves', () => {
  it.each([
    ['{{number}}', 'number'],
    ['{{ teamName }}', 'teamName'],
    ['{{other}} {{7*7}}', null],
    ['plain', null],
  ])('%j has left unfilled %j', (text, expected) => {
    expect(variableLeft(['', text])).toBe(expected);
  });
});

describe('the texts that come with the program', () => {
  it('mention only what their purpose knows, in both languages', () => {
    for (const one of data.templates) {
      const purpose = messagePurposes.find((known) => known === one.purpose);
      if (purpose === undefined) throw new Error(`${one.key} has no known purpose`);
      expect([one.key, decideTemplate({ key: one.key, purpose }, { ...one, isRetired: false })]).toEqual([
        one.key,
        null,
      ]);
      expect(variablesIn(one.text.ja)).toEqual(expect.arrayContaining([...variablesIn(one.title.ja)].slice(0, 0)));
    }
    for (const text of Object.values(data.signatures))
      expect(refusalOfVariables([['x', text]], signatureVariables)).toBeNull();
  });

  it('the acknowledgement tells the number in both languages', () => {
    const found = data.templates.find(({ key }) => key === 'acknowledgement');
    for (const locale of ['ja', 'en'] as const) {
      expect(found?.title[locale]).toContain('{{number}}');
      expect(found?.text[locale]).toContain('{{number}}');
    }
  });

  it('are shown as the team changed them, at their place', () => {
    const template = (key: string, version: number): Template => ({
      key,
      version,
      purpose: 'reply',
      name: { ja: '', en: '' },
      title: { ja: '', en: '' },
      text: { ja: '', en: '' },
      isReady: false,
      isRetired: false,
      changedAt: null,
      changedBy: null,
    });
    const merged = mergeTemplates([template('a', 1), template('b', 1)], [template('own', 1), template('a', 2)]);
    expect(merged.map(({ key, version, isReady }) => [key, version, isReady])).toEqual([
      ['a', 2, true],
      ['b', 1, true],
      ['own', 1, false],
    ]);
  });
});
