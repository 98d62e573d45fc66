import { describe, expect, it } from 'vitest';
import { askedRecipients, joined, typedOf } from './recipients.rules.ts';

const typed = (key: number, name: string, address = '', department = '') => ({
  ...typedOf({ locale: 'ja', name, address, department }),
  key,
});
const found = (name: string, address = '', department = '') => typedOf({ locale: 'ja', name, address, department });

describe('the recipients of an instruction', () => {
  it('are joined without anybody twice: by address, or by name and department', () => {
    const before = [typed(0, '高橋', 'taka@example.jp'), typed(4, '鈴木', '', '総務')];
    const after = joined(before, [
      found('高橋 様', 'TAKA@example.jp'),
      found('鈴木', '', '総務'),
      found('鈴木', '', '経理'),
      found('田中', 'tanaka@example.jp'),
      found('田中', 'tanaka@example.jp'),
    ]);
    expect(after.map(({ key, name, department }) => [key, name, department])).toEqual([
      [0, '高橋', ''],
      [4, '鈴木', '総務'],
      [5, '鈴木', '経理'],
      [6, '田中', ''],
    ]);
  });

  it('give way where nothing was typed, and stay where nothing was found', () => {
    const empty = [typed(0, '', ' ')];
    expect(joined(empty, [found('高橋')]).map(({ name }) => name)).toEqual(['高橋']);
    expect(joined(empty, [])).toBe(empty);
  });

  it('are at most a hundred', () => {
    const many = Array.from({ length: 130 }, (_none, at) => found(`${at}`, `${at}@example.jp`));
    expect(joined([], many)).toHaveLength(100);
  });

  it('are asked for without what is empty; a superior without a name is called by the address', () => {
    const one = { ...typed(1, '高橋', ' '), superiorAddress: ' boss@example.jp ' };
    expect(askedRecipients([one])).toEqual([
      {
        name: '高橋',
        department: '',
        address: null,
        locale: 'ja',
        superior: { name: 'boss@example.jp', address: 'boss@example.jp' },
      },
    ]);
  });
});
