import { useSay } from '../../../../shared/language.ts';
import { Chip } from '../../../../ui/card.tsx';
import type { Change } from '../queries.ts';
import './charter.css';

const languages = ['ja', 'en'] as const;

/** What a later version says otherwise, with what it said before. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const { say, locale } = useSay();
  if (changes.length === 0) return <p className="m-card-body">{say('charter.versions.no-changes')}</p>;
  return (
    <ul className="m-charter-lines">
      {changes.map((change) => {
        const { part, key, label, before, after } = change;
        const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
        return (
          <li key={`${part} ${key}`} className="m-charter-line">
            <div>
              <span className="m-strong">{label[locale]}</span>
              {part !== 'matrix' && <Said change={change} />}
            </div>
            <Chip tone={kind === 'added' ? 'green' : kind === 'removed' ? 'red' : 'amber'}>
              {say(`charter.difference.${kind}`)}
            </Chip>
          </li>
        );
      })}
    </ul>
  );
}

/** A line that is the same in every language is shown once. */
function Said({ change: { part, before, after } }: { readonly change: Change }) {
  const differing = languages.filter((language) => before?.[language] !== after?.[language]);
  return (
    <div className="m-charter-both">
      {(part === 'line' ? differing.slice(0, 1) : differing).map((language) => (
        <div key={language} className="m-charter-said" lang={part === 'line' ? undefined : language}>
          {before !== null && before[language] !== '' && (
            <div>
              <del>{before[language]}</del>
            </div>
          )}
          {after !== null && after[language] !== '' && <ins>{after[language]}</ins>}
        </div>
      ))}
    </div>
  );
}
