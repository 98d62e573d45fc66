import DOMPurify from 'dompurify';
import { renderMarkdown } from './markdown.render.ts';

/** Every element and attribute that Markdown makes; nothing else reaches a page. */
export const allowedTags = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'br',
  'hr',
  'strong',
  'em',
  's',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'a',
  'span',
] as const;
export const allowedAttributes = ['href', 'rel', 'target', 'class', 'start', 'style'] as const;

/** Markdown as HTML that is safe to be put into a page. */
export function cleanMarkdown(text: string): string {
  return DOMPurify.sanitize(renderMarkdown(text), {
    ALLOWED_TAGS: [...allowedTags],
    ALLOWED_ATTR: ['href', 'rel', 'target', 'class', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    ADD_ATTR: ['target'],
  });
}
