import { describe, expect, it } from 'vitest';
import { foreignLicences, licenceList, packagesOf } from './notice.ts';

const lock = {
  '': { license: 'Apache-2.0' },
  'apps/server': { version: '0.1.0' },
  'node_modules/@matoi/server': { link: true },
  'node_modules/b': { version: '2.0.0', license: 'MIT' },
  'node_modules/a': { version: '1.0.0', license: 'ISC' },
  'node_modules/a/node_modules/b': { version: '1.0.0', license: 'MIT' },
  'node_modules/tool': { version: '1.0.0', license: 'MPL-2.0', dev: true },
  'node_modules/web-push': { version: '3.0.0', license: 'MPL-2.0' },
};

describe('licences', () => {
  it('lists foreign packages that are shipped, by licence, each version', () => {
    expect(licenceList(packagesOf(lock))).toBe(
      'ISC (1)\n  a 1.0.0\n\nMIT (2)\n  b 1.0.0\n  b 2.0.0\n\nMPL-2.0 (1)\n  web-push 3.0.0',
    );
  });

  it('refuses copyleft in what is shipped but for what was agreed to by name, and what states no licence', () => {
    const wrong = {
      'node_modules/x': { version: '1.0.0', license: 'LGPL-3.0-or-later' },
      'node_modules/y': { version: '1.0.0', license: 'MPL-2.0' },
      'node_modules/z': { version: '1.0.0' },
    };
    expect(foreignLicences(packagesOf(lock))).toEqual([]);
    expect(foreignLicences(packagesOf(wrong))).toEqual([
      'x@1.0.0: LGPL-3.0-or-later',
      'y@1.0.0: MPL-2.0',
      'z@1.0.0: not stated',
    ]);
  });

  it('counts a package that is shipped once and a tool elsewhere as shipped', () => {
    const both = {
      'node_modules/c': { version: '1.0.0', license: 'MIT', dev: true },
      'node_modules/d/node_modules/c': { version: '1.0.0', license: 'MIT' },
    };
    expect(packagesOf(both)).toEqual([{ name: 'c', version: '1.0.0', licence: 'MIT', isShipped: true }]);
  });
});
