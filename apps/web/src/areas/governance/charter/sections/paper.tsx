import type { Locale } from '@matoi/contract';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Choices } from '../../../../ui/field.tsx';
import type { CharterVersion, Part } from '../queries.ts';
import './charter.css';

/** Each language calls itself by its own name. */
const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
] as const;

/** The document as it is read, in either language. */
export function Paper({ document }: { readonly document: CharterVersion['document'] }) {
  const { say, locale } = useSay();
  const [language, setLanguage] = useState<Locale>(locale);
  return (
    <div className="m-stack">
      <Choices label={say('charter.language.title')} options={languages} value={language} onChoose={setLanguage} />
      <article className="m-charter-paper" lang={language}>
        {document[language].map((part) => (
          <OnePart key={part.number} part={part} />
        ))}
      </article>
    </div>
  );
}

function OnePart({ part }: { readonly part: Part }) {
  const { number, title, blocks } = part;
  const depth = number.split('.').length;
  const Heading = depth === 1 ? 'h3' : depth === 2 ? 'h4' : 'h5';
  return (
    <>
      <Heading>
        <span className="m-charter-number">{number}</span>
        {title}
      </Heading>
      {blocks.map((block) =>
        block.kind === 'text' ? (
          <p key={block.text}>{block.text}</p>
        ) : (
          <dl key={block.facts.map(({ label }) => label).join()}>
            {block.facts.map(({ label, value }) => (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ),
      )}
    </>
  );
}
