import { useMemo } from 'react';
import { cleanMarkdown } from './markdown.clean.ts';

/** Draws what the reader and the sanitiser have let through. */
export function Rendered({ text }: { readonly text: string }) {
  const html = useMemo(() => cleanMarkdown(text), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the one place; HTML in the text is text, and DOMPurify looks once more
  return <div className="m-md" dangerouslySetInnerHTML={{ __html: html }} />;
}
