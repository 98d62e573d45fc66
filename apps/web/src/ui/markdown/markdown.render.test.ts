import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { allowedAttributes, allowedTags } from './markdown.clean.ts';
import { renderMarkdown } from './markdown.render.ts';

/** Texts that made other programs run a script, and some of our own. */
const corpus = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](//evil.example)',
  '[x](/api/v1/session/sign-out)',
  '![x](https://evil.example/track.png)',
  '![x](javascript:alert(1))',
  '![x][r]\n\n[r]: https://evil.example/p.png "onerror=alert(1)"',
  '[x](https://a.example "title\\" onmouseover=alert(1) x=\\"")',
  '[x](https://a.example" onmouseover="alert(1))',
  '<javascript:alert(1)>',
  '<https://evil.example/"onmouseover=alert(1)>',
  '```"><script>alert(1)</script>\nx\n```',
  '```js onload=alert(1)\nx\n```',
  '`<script>alert(1)</script>`',
  '| <script>alert(1)</script> | a |\n| --- | :---: |\n| <img onerror=alert(1)> | b |',
  '<style>*{background:url(https://evil.example)}</style>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form action="https://evil.example"><input name=password></form>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example">',
  '# <b onclick=alert(1)>x</b>',
  '> <object data="x">',
  '1. <embed src="x">',
  '\u0000<script>\u0000alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  `${'['.repeat(5_000)}x`,
  `${'>'.repeat(5_000)}x`,
  `${'- '.repeat(2_000)}x`,
];

function elementsOf(html: string) {
  const found: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => void found.push({ name, attributes }) });
  parser.write(html);
  parser.end();
  return found;
}

describe('S1 Markdown', () => {
  it.each(corpus)('%j becomes nothing that runs, loads or sends', (text) => {
    for (const { name, attributes } of elementsOf(renderMarkdown(text))) {
      expect(allowedTags).toContain(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        expect([name, allowedAttributes]).toEqual([name, expect.arrayContaining([attribute])]);
        if (attribute === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:)/i);
        if (attribute === 'style') expect(value).toMatch(/^text-align:(?:left|right|center)$/);
      }
    }
  });

  it('is what people mean by it', () => {
    expect(renderMarkdown('# 概要\n\n- **VPN** から侵入\n- `10.0.0.1`')).toBe(
      '<h1>概要</h1>\n<ul>\n<li><strong>VPN</strong> から侵入</li>\n<li><code>10.0.0.1</code></li>\n</ul>\n',
    );
  });

  it('says where a link leads, and makes none of a bare address', () => {
    const html = renderMarkdown('[手順書](https://wiki.example/a) と https://evil.example/login');
    expect(html).toContain('rel="noopener noreferrer nofollow" target="_blank">手順書</a>');
    expect(html).toContain('<span class="m-md-target">(https://wiki.example/a)</span>');
    expect(elementsOf(html).filter(({ name }) => name === 'a')).toHaveLength(1);
    expect(renderMarkdown('<https://wiki.example/a>')).not.toContain('m-md-target');
  });
});
