import { useSay } from '../../../../shared/language.ts';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { useDutyWords } from '../../obligations/words.hook.ts';
import { listText } from '../list.format.ts';
import type { Difference } from '../queries.ts';

const tones = { added: 'green', removed: 'red', changed: 'amber', moved: 'neutral' } as const satisfies Record<
  Difference['kind'],
  Tone
>;

/** By what two versions differ, in words, each with the old and the new wording. */
export function DifferenceList({ items }: { readonly items: readonly Difference[] }) {
  const { say, locale, has } = useSay();
  const { nameOf } = useDutyWords();
  if (items.length === 0) return <p className="m-second">{say('playbooks.difference.none')}</p>;
  /** Ids and closed values are shown in words where there are some. */
  const valueText = (field: string, value: string) => {
    if (field === 'facts') return listText(value.split(', ').map(nameOf), locale);
    const key = field === 'role' || field === 'phase' ? `playbooks.${field}.${value}` : `playbooks.value.${value}`;
    return has(key) ? say(key) : value;
  };
  const fieldText = (field: string) => {
    const [name = '', language] = field.split('.');
    const key = `playbooks.field.${name}`;
    const text = has(key) ? say(key) : name;
    const suffix = language === 'ja' || language === 'en' ? say(`playbooks.language.${language}`) : null;
    return suffix === null ? text : say('playbooks.field.in', { field: text, language: suffix });
  };
  return (
    <ul className="m-difference">
      {items.map((one) => (
        <li key={`${one.kind} ${one.part} ${one.id}`}>
          <div className="m-row">
            <Chip tone={tones[one.kind]}>{say(`playbooks.difference.${one.kind}`)}</Chip>
            <span className="m-second">{say(`playbooks.difference.part.${one.part}`)}</span>
            <span className="m-strong">{one.title[locale]}</span>
          </div>
          {one.kind === 'changed' && (
            <dl>
              {one.fields.map(({ field, before, after }) => (
                <div key={field}>
                  <dt className="m-second">{fieldText(field)}</dt>
                  <dd>
                    {before !== '' && <del className="m-typed">{valueText(field, before)}</del>}
                    {after !== '' && <ins className="m-typed">{valueText(field, after)}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
