import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listOf, type Place, pathsOf, readExpression, textOf } from './expression.rules.ts';

const item = {
  rule: { id: '5710', level: 10, description: 'authentication failure', empty: '', none: null },
  agents: [{ name: 'web-1' }, { name: 'web-2' }, { name: 'web-1' }],
  'a/b': { 'c~d': 'odd' },
};
const place: Place = { item, body: { tenant: 't1', items: [item] } };
const text = (written: string, at = place) => {
  const read = readExpression(written);
  return read === null ? 'unreadable' : textOf(read, at);
};

describe('expressions of a map', () => {
  it.each(['{/a', 'a}', '{rule/id}', '{/a~2b}', `{/${'a/'.repeat(20)}a}`, '{}{}'.repeat(30), '{ {/a} }'])(
    'refuses %s',
    (written) => {
      expect(readExpression(written)).toBeNull();
    },
  );

  it('writes lists and objects as JSON does, as far as they are kept', () => {
    void fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const list = [value, { 'a"b': value }];
        expect(text('{/v}', { item: { v: { list } }, body: null })).toBe(
          JSON.stringify({ list }, null, 2).slice(0, 20_000),
        );
      }),
    );
  });

  it('S20 takes what is nested without end, and what is wide at its deepest', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}1${']'.repeat(200_000)}`) as unknown;
    const wide = JSON.parse(`${'[{"a":'.repeat(900)}[${'0,'.repeat(300_000)}0]${'}]'.repeat(900)}`) as unknown;
    const written = [deep, wide].map((x) => text('{/x}', { item: { x }, body: null }) ?? '');
    expect(written.map((one) => [one.length <= 20_000, one.includes('[…]') || one.includes('{…}')])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(pathsOf(deep, 10)).toEqual([]);
  });

  it.each([
    ['fixed text', 'fixed text'],
    ['{/rule/description} ({/rule/level})', 'authentication failure (10)'],
    ['{/rule/none|/rule/empty|/rule/id}', '5710'],
    ['{/missing}', null],
    ['{/missing} and {/rule/id}', ' and 5710'],
    ['{/agents/[]/name}', 'web-1, web-2'],
    ['{/agents/1/name}', 'web-2'],
    ['{/agents/[]}', expect.stringContaining('"web-1"')],
    ['{^/tenant}', 't1'],
    ['{/a~1b/c~0d}', 'odd'],
    ['{{/rule}}', '{/rule}'],
    ['{/rule/description/length}', null],
    ['{/__proto__/x|/constructor/name|/toString}', null],
  ])('reads %s', (written, expected) => {
    expect(text(written)).toEqual(expected);
  });

  it('gives each value by itself where a list is wanted', () => {
    const read = readExpression('{/agents/[]/name}');
    expect(read === null ? null : listOf(read, place)).toEqual(['web-1', 'web-2']);
  });

  it('replaces what no text can hold', () => {
    expect(text('{/x}', { item: { x: 'a\0b\ud800' }, body: null })).toBe('a b\ufffd');
  });

  it('bears any text as expression and any JSON as item', () => {
    void fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.jsonValue(), (written, value) => {
        const read = readExpression(written);
        if (read !== null) textOf(read, { item: value, body: value });
      }),
    );
  });

  it('names paths that lead back to their values', () => {
    void fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        for (const { path } of pathsOf(value, 50)) {
          expect(text(`{${path}}`, { item: value, body: value })).not.toBe('unreadable');
        }
      }),
    );
    expect(pathsOf(item, 100).map((one) => one.path)).toEqual([
      '/rule/id',
      '/rule/level',
      '/rule/description',
      '/a~1b/c~0d',
      '/agents/[]/name',
    ]);
  });
});
