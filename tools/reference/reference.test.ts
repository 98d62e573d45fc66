import { describe, expect, it } from 'vitest';
import { commandSections } from './command.reader.ts';
import { readFacts } from './fact.reader.ts';
import { fillPage, statePicture, table } from './tables.ts';

describe('the generated parts of a page', () => {
  const page = ['# Title', '<!-- generated: one -->', 'old', '<!-- /generated -->', 'kept'].join('\n');

  it('replace what stood there and leave the rest', () => {
    const filled = fillPage(page, { one: 'new' });
    expect(filled).toContain('<!-- generated: one -->\n\nnew\n\n<!-- /generated -->\nkept');
    expect(filled).not.toContain('old');
    expect(fillPage(filled, { one: 'new' })).toBe(filled);
  });

  it('are refused without a place, and a place without its part', () => {
    expect(() => fillPage(page, { one: 'new', two: 'lost' })).toThrow('no place for the generated part two');
    expect(() => fillPage(page, {})).toThrow('nothing makes the generated part one');
  });

  it('keep a table a table whatever a cell says', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });

  it('draw every move of a state machine', () => {
    const picture = statePicture({ open: { close: 'closed' }, closed: { reopen: 'open' } }, 'open');
    expect(picture.split('\n').map((line) => line.trim())).toEqual([
      '```mermaid',
      'stateDiagram-v2',
      '[*] --> open',
      'open --> closed: close',
      'closed --> open: reopen',
      '```',
    ]);
  });
});

describe('reading facts', () => {
  it('finds each kind with its payload', () => {
    const source = `export type F =
      | { readonly kind: 'a.happened'; readonly by: { readonly id: string }; readonly was: 'x' | null }
      | { readonly kind: 'b.happened' };`;
    expect(readFacts(source)).toEqual([
      { kind: 'a.happened', payload: "by: { id: string }; was: 'x' or null" },
      { kind: 'b.happened', payload: '' },
    ]);
  });

  it('refuses a payload that is more than references and closed values', () => {
    expect(() => readFacts("export type F = { readonly kind: 'a'; readonly f: () => void };")).toThrow('closed values');
  });
});

describe('reading commands', () => {
  it('lists each one that can be run with its options', () => {
    const list = {
      meta: { description: 'List things' },
      args: {
        number: { type: 'positional', required: true, description: 'which' },
        limit: { type: 'string', default: '50', description: 'at most 200' },
        json: { type: 'boolean', description: 'print as JSON' },
      },
    };
    expect(commandSections({ things: { subCommands: { list } } })).toEqual([
      [
        '### `matoi things list <number>`',
        '',
        'List things.',
        '',
        '- `<number>`: which',
        '- `--limit <…>`: at most 200 (default `50`)',
        '- `--json`: print as JSON',
      ].join('\n'),
    ]);
  });

  it('refuses commands that are loaded late, because it could not read them', () => {
    expect(() => commandSections({ things: { subCommands: () => ({}) } })).toThrow('not declared in place');
  });
});
