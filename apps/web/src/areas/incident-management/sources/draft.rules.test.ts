import { describe, expect, it } from 'vitest';
import {
  definitionOf,
  draftOf,
  emptyDraft,
  emptyMailDraft,
  mailDefinitionOf,
  mailDraftOf,
  piecesOf,
} from './draft.rules.ts';

describe('definitions as text', () => {
  it('come back as they were', () => {
    const definition = definitionOf({
      ...emptyDraft,
      source: ' edr ',
      hosts: '{/a}\n\n {/b/[]}',
      severity: '{/level}',
      severities: 'High = high\n12+ = critical\nodd',
      fields: 'User = {/u}\nArgs = {/a} = x',
    });
    expect(definition).toMatchObject({
      source: 'edr',
      map: {
        hosts: ['{/a}', '{/b/[]}'],
        severity: {
          value: '{/level}',
          table: [
            { is: 'High', severity: 'high' },
            { atLeast: 12, severity: 'critical' },
            { is: 'odd', severity: 'medium' },
          ],
        },
        fields: [
          { label: 'User', value: '{/u}' },
          { label: 'Args', value: '{/a} = x' },
        ],
      },
    });
    expect(definition.map).not.toHaveProperty('rule');
    expect(definitionOf(draftOf(definition))).toEqual(definition);
  });

  it('of mails come back as they were', () => {
    const definition = mailDefinitionOf({
      ...emptyMailDraft,
      source: 's',
      from: '@a.example',
      severities: '至急＝critical',
    });
    expect(definition.severities).toEqual([{ word: '至急', severity: 'critical' }]);
    expect(mailDefinitionOf(mailDraftOf(definition))).toEqual(definition);
  });
});

describe('a text cut at its marks', () => {
  it('loses nothing', () => {
    const text = 'ホスト：PC-1 重大度：高';
    const marks = [
      { from: 4, until: 8 },
      { from: 6, until: 9 },
      { from: 13, until: 14 },
    ];
    const pieces = piecesOf(text, marks);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.mark !== null).map((piece) => piece.text)).toEqual(['PC-1', '高']);
  });
});
