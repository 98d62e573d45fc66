import sanitizeHtml from 'sanitize-html';

/** A picture within the mail that its HTML may show: by Content-ID, without angle brackets. */
export type CidImages = ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Uint8Array }>;

const limits = { html: 2_000_000, image: 2_000_000, images: 6_000_000, depth: 200, open: 5_000 };

/** What a picture is by its first bytes, in hexadecimal; nothing else, and nothing that can hold a script, becomes visible. */
const pictures: readonly (readonly [mediaType: string, begins: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^474946383[79]61/],
  ['image/webp', /^52494646.{8}57454250/],
];

const tags = [
  ...[
    'p',
    'div',
    'span',
    'br',
    'hr',
    'pre',
    'blockquote',
    'center',
    'address',
    'article',
    'section',
    'header',
    'footer',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...[
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'strike',
    'del',
    'ins',
    'sub',
    'sup',
    'small',
    'big',
    'code',
    'tt',
    'kbd',
    'q',
    'cite',
    'mark',
  ],
  ...[
    'font',
    'abbr',
    'ruby',
    'rt',
    'rp',
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'td',
    'th',
    'colgroup',
    'col',
    'img',
  ],
];

const length = /^-?\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|rem|ex|%|)$/;
const lengths = /^(?:(?:-?\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|rem|%|)|auto)\s*){1,4}$/;
const colour = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\(\s*\d{1,3}%?(?:\s*,\s*[\d.]{1,5}%?){2,3}\s*\))$/i;
const border = /^[\w#\s.%-]{1,60}$/;
/** Style that moves nothing over anything else, hides nothing and loads nothing. */
const styles: Readonly<Record<string, RegExp[]>> = {
  color: [colour],
  'background-color': [colour],
  'font-size': [/^(?:[1-9]\d{0,2}(?:\.\d{1,3})?(?:px|pt|em|rem|%)|(?:x{0,2}-)?(?:small|large)|medium|smaller|larger)$/],
  'font-weight': [/^(?:normal|bold|bolder|lighter|[1-9]00)$/],
  'font-style': [/^(?:normal|italic|oblique)$/],
  'font-family': [/^[\p{L}\p{N}\s,'"-]{1,200}$/u],
  'text-align': [/^(?:left|right|center|justify|start|end)$/],
  'text-decoration': [/^[a-z\s-]{1,40}$/],
  'vertical-align': [/^[a-z-]{1,20}$/],
  'white-space': [/^(?:normal|pre|pre-wrap|pre-line|nowrap)$/],
  'line-height': [length],
  padding: [lengths],
  'padding-left': [length],
  'padding-right': [length],
  'padding-top': [length],
  'padding-bottom': [length],
  border: [border],
  'border-collapse': [/^(?:collapse|separate)$/],
  width: [length],
  'max-width': [length],
  'list-style-type': [/^[a-z-]{1,30}$/],
};

const cells = ['colspan', 'rowspan', 'align', 'valign', 'width', 'bgcolor', 'style'];

/**
 * Makes the HTML of a mail inert: nothing runs, nothing is loaded, nothing leads anywhere, nothing can be filled in. A
 * link becomes its text with its real target behind it, written so that no program makes a link of it again. Pictures
 * that lie in the mail are shown where they are of a kind that holds no script; all others are named. Serve the answer
 * in a frame with an empty `sandbox` and `default-src 'none'; img-src data:; style-src 'unsafe-inline'` nevertheless.
 */
export function safeHtml(html: string, { cidImages }: { readonly cidImages: CidImages }): string {
  const showPicture = pictureShower(cidImages);
  const clean = sanitizeHtml(withoutAbyss(html.slice(0, limits.html)), {
    allowedTags: tags,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align'],
      span: ['data-target'],
      font: ['color', 'size', 'face'],
      table: ['border', 'cellpadding', 'cellspacing', ...cells],
      td: cells,
      th: cells,
      tr: cells,
      col: ['span', 'width'],
      ol: ['start', 'type'],
      img: ['src', 'alt', 'width', 'height'],
    },
    allowedStyles: { '*': { ...styles } },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [...textless],
    nestingLimit: limits.depth,
    transformTags: {
      span: (_tag, attribs) => ({ tagName: 'span', attribs: without(attribs, 'data-target') }),
      img: (_tag, attribs) => showPicture(attribs),
      a: (_tag, attribs) => link(attribs.href),
      area: (_tag, attribs) => link(attribs.href),
    },
  });
  // Marks that turn the direction of reading around make an address look like another one.
  return page(withTargets(clean).replace(/[\u202a-\u202e\u2066-\u2069]/g, ''));
}

/** Elements whose text is no text of the mail. */
const textless = [
  'script',
  'style',
  'textarea',
  'option',
  'title',
  'template',
  'xmp',
  'noembed',
  'noframes',
  'iframe',
  'object',
  'svg',
  'math',
];

/**
 * Cuts HTML where thousands of elements stand open: the sanitiser's work grows with the square of the depth, and nothing
 * that deep is written for readers.
 */
function withoutAbyss(html: string): string {
  let open = 0;
  for (const found of html.matchAll(
    /<(\/?)(?!br\b|hr\b|img\b|meta\b|link\b|input\b|col\b|wbr\b|area\b|base\b)[a-z]/gi,
  )) {
    open = found[1] === '/' ? Math.max(0, open - 1) : open + 1;
    if (open > limits.open) return html.slice(0, found.index);
  }
  return html;
}

type Attributes = Readonly<Record<string, string>>;
type Shown = { readonly tagName: string; readonly attribs: Record<string, string>; readonly text?: string };

function without(attribs: Attributes, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(attribs).filter(([key]) => key !== name));
}

function link(href: string | undefined): Shown {
  const target = defanged(href ?? '');
  return { tagName: 'span', attribs: target === '' ? {} : { 'data-target': target } };
}

/** Puts the real target of each link behind its text. What goes in is what the sanitiser wrote: balanced and escaped. */
function withTargets(html: string): string {
  const open: (string | null)[] = [];
  return html.replace(/<span(?: data-target="([^"]*)")?[^>]*>|<\/span>/g, (tag: string, target: string | undefined) => {
    if (tag !== '</span>') {
      open.push(target ?? null);
      return target === undefined ? tag : '<span class="link">';
    }
    const ended = open.pop() ?? null;
    return ended === null ? tag : `</span><code class="target">${ended}</code>`;
  });
}

/**
 * An address as text that no program takes for a link: `hxxps://example[.]jp/…`. The host is shown as the network sees
 * it, so that a letter of another script does not pass for a Latin one.
 */
export function defanged(href: string): string {
  const text = href.replace(/[\p{Cc}\s]+/gu, '').slice(0, 500);
  if (text === '' || text.startsWith('#')) return '';
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text) ?? [];
  if (/^mailto$/i.test(scheme)) return `mailto: ${rest.replace(/@/g, '[@]')}`;
  if (!/^(?:https?|ftp)$/i.test(scheme)) return text.replace(/\./g, '[.]').replace(/:/g, '[:]');
  const url = URL.canParse(text) ? new URL(text) : null;
  const host = (url?.host ?? '').replace(/\./g, '[.]');
  const path = url === null ? rest : `//${host}${url.pathname}${url.search}${url.hash}`;
  return `${scheme.toLowerCase().replace(/t/g, 'x')}:${url === null ? path.replace(/\./g, '[.]') : path}`;
}

function pictureShower(cidImages: CidImages): (attribs: Attributes) => Shown {
  let left = limits.images;
  return (attribs) => {
    const src = (attribs.src ?? '').trim();
    const found = pictureOf(src, cidImages);
    const mediaType = found === null ? null : kindOf(found);
    const alt = (attribs.alt ?? '').slice(0, 200);
    if (found === null || mediaType === null || found.length > Math.min(limits.image, left)) {
      const where = /^https?:/i.test(src) && URL.canParse(src) ? new URL(src).host.replace(/\./g, '[.]') : '';
      const text = ['▣', alt, where].filter((part) => part !== '').join(' ');
      return { tagName: 'span', attribs: {}, text };
    }
    left -= found.length;
    const kept = Object.fromEntries(Object.entries(attribs).filter(([name]) => name === 'width' || name === 'height'));
    return { tagName: 'img', attribs: { ...kept, alt, src: `data:${mediaType};base64,${found.toString('base64')}` } };
  };
}

function pictureOf(src: string, cidImages: CidImages): Buffer | null {
  if (/^cid:/i.test(src)) {
    const id = src.slice(4);
    const image = cidImages.get(id) ?? cidImages.get(safeDecode(id));
    return image === undefined ? null : Buffer.from(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength);
  }
  const inline = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,([a-z0-9+/=\s]+)$/i.exec(src)?.[1];
  return inline === undefined ? null : Buffer.from(inline, 'base64');
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function kindOf(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 16).toString('hex');
  return pictures.find(([, begins]) => begins.test(head))?.[0] ?? null;
}

/** A page of its own on white, as mails expect; the same rules as in the header stand in it once more. */
function page(body: string): string {
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<meta name="referrer" content="no-referrer"><style>',
    'html{background:#fff;color:#111;font:15px/1.6 system-ui,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",Meiryo,sans-serif}',
    'body{margin:12px;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}',
    '.link{text-decoration:underline;color:#1a3f8a}',
    '.target{font:12px/1.4 ui-monospace,monospace;color:#555;background:#f1f1f1;padding:0 4px;margin:0 2px;border-radius:3px}',
    '</style></head><body>',
    body,
    '</body></html>',
  ].join('');
}
