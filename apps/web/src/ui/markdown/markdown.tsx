import { lazy, Suspense } from 'react';
import './markdown.css';

const Rendered = lazy(async () => ({ default: (await import('./markdown.rendered.tsx')).Rendered }));

/** A text in Markdown, safely drawn. Its reader is fetched when the first one is shown; until then the text stands. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <Suspense fallback={<div className="m-md m-typed">{text}</div>}>
      <Rendered text={text} />
    </Suspense>
  );
}
