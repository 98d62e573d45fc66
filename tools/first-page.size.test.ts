import { describe, expect, it } from 'vitest';
import { firstPageFiles, measure } from './first-page.size.ts';

const manifest = {
  'index.html': {
    file: 'assets/main.js',
    isEntry: true,
    imports: ['_a.js', '_b.js'],
    dynamicImports: ['late.ts'],
    css: ['assets/main.css'],
  },
  '_a.js': { file: 'assets/a.js', imports: ['_b.js', 'index.html'] },
  '_b.js': { file: 'assets/b.js', css: ['assets/b.css'] },
  'late.ts': { file: 'assets/late.js', css: ['assets/late.css'] },
};

describe('the first page', () => {
  it('is the entry, what it imports at once, and their styles, each once', () => {
    const files = ['assets/a.js', 'assets/b.css', 'assets/b.js', 'assets/main.css', 'assets/main.js'];
    expect([...firstPageFiles(manifest)].sort()).toEqual(files);
  });

  it('is weighed as it is sent, with gzip', () => {
    const [largest, smallest] = measure(['a', 'b'], (file: string) =>
      Buffer.from(file === 'a' ? 'x' : 'x'.repeat(100_000)),
    );
    expect(largest).toEqual({ file: 'b', bytes: expect.any(Number) });
    expect(largest?.bytes).toBeLessThan(1_000);
    expect(smallest?.file).toBe('a');
  });
});
