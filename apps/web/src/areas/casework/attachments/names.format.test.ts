import { describe, expect, it } from 'vitest';
import { pastedName, shortType, typeName } from './names.format.ts';

describe('names of files', () => {
  it('a pasted picture is named by its moment, a pasted file keeps its name', () => {
    expect(pastedName('image.png', '画面の写し', '2026-11-24 08:12')).toBe('画面の写し 2026-11-24 08.12.png');
    expect(pastedName('脅迫文.txt', '画面の写し', '2026-11-24 08:12')).toBe('脅迫文.txt');
  });

  it('types are said shortly where that is enough', () => {
    expect([shortType('image/png'), shortType('application/pdf')]).toEqual(['PNG', 'PDF']);
    expect(shortType('application/x-msdownload')).toBe('application/x-msdownload');
    expect([typeName('text/plain'), typeName('application/octet-stream'), typeName('image/png')]).toEqual([
      'text',
      'unknown',
      null,
    ]);
  });
});
