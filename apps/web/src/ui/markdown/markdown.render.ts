import MarkdownIt, { type MarkdownIt as Reader, type Token } from 'markdown-it';

/** A link leads to the web or to a mail; everything else stays text. */
const allowedTargets = /^(?:https?:\/\/|mailto:)/i;

/** Longer texts are cut: a browser draws no more in time. Characters. */
const longest = 200_000;

/**
 * Reads Markdown into HTML in which nothing runs and nothing is loaded: HTML in the text stays text, pictures become
 * links, bare addresses stay text (in this trade they are often hostile), and each link shows where it leads. The
 * answer goes through a sanitiser once more before it reaches a page.
 */
export function renderMarkdown(text: string): string {
  return reader.render(text.slice(0, longest));
}

const reader = makeReader();

function makeReader(): Reader {
  const made = new MarkdownIt('default', {
    html: false,
    linkify: false,
    typographer: false,
    breaks: true,
    maxNesting: 40,
  });
  // `![name](address)` is an exclamation mark and a link then: no page of ours loads from elsewhere.
  made.disable('image');
  made.validateLink = (address) => allowedTargets.test(address.trim());
  made.renderer.rules.link_open = (tokens, at, options, _env, self) => {
    const token = tokens[at];
    // A title could say something else than where the link leads.
    if (token !== undefined) token.attrs = token.attrs?.filter(([name]) => name === 'href') ?? null;
    token?.attrSet('rel', 'noopener noreferrer nofollow');
    token?.attrSet('target', '_blank');
    return self.renderToken(tokens, at, options);
  };
  made.renderer.rules.link_close = (tokens, at, options, _env, self) => {
    const target = targetBefore(tokens, at);
    const shown = target === null ? '' : ` <span class="m-md-target">(${made.utils.escapeHtml(target)})</span>`;
    return `${self.renderToken(tokens, at, options)}${shown}`;
  };
  return made;
}

/** Where the link leads that ends here, unless its words say so themselves. */
function targetBefore(tokens: readonly Token[], closing: number): string | null {
  const opening = tokens.slice(0, closing).findLastIndex(({ type }) => type === 'link_open');
  const given = tokens[opening]?.attrGet('href');
  const target = typeof given === 'string' ? given : null;
  const words = tokens
    .slice(opening + 1, closing)
    .map(({ content }) => content)
    .join('');
  return target === null || words === target || `mailto:${words}` === target ? null : target;
}
