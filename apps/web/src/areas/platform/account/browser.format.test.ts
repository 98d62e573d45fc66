import { expect, test } from 'vitest';
import { browserName } from './browser.format.ts';

test('the usual browsers are told apart although each claims to be the others', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  expect(browserName(chrome)).toBe('Chrome ・ Windows');
  expect(browserName(`${chrome} Edg/140.0`)).toBe('Edge ・ Windows');
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1')).toBe(
    'Safari ・ macOS',
  );
});

test('an unknown client has no name', () => {
  expect(browserName('curl/8')).toBeNull();
});
