import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { type Difference, differenceQuery } from '../queries.ts';
import { useAuthorityWords } from './authority-words.hook.ts';
import './authority.css';

const tones: Readonly<Record<Difference['kind'], Tone>> = { added: 'green', removed: 'red', changed: 'amber' };

/** What a later version says otherwise, rule by rule. */
export function DifferenceList({ from, to }: { readonly from: number; readonly to: number | 'draft' }) {
  const { say, has } = useSay();
  const { actionName, holderName, comma } = useAuthorityWords();
  const found = useQuery(differenceQuery(from, to));
  if (found.data === undefined) return <Waiting query={found} />;
  if (found.data.items.length === 0) return <p>{say('authority.difference.none')}</p>;
  const sayField = (field: string) => {
    const key = `authority.field.${field}`;
    return has(key) ? say(key) : field;
  };
  return (
    <ul className="m-authority-rules">
      {found.data.items.map((one) => {
        const rule = one.after ?? one.before;
        return (
          <li key={`${one.part} ${one.kind} ${one.number}`} className="m-authority-line">
            <span className="m-typed">
              <span className="m-strong">
                {rule === null
                  ? say('authority.difference.business')
                  : `${one.number} ${rule.actionKinds.map(actionName).join(comma)}`}
              </span>
              {one.fields.length > 0 && <div className="m-second">{one.fields.map(sayField).join(comma)}</div>}
              {one.fields.includes('mayOrder') && one.before !== null && one.after !== null && (
                <div className="m-second">
                  {one.before.mayOrder.map(holderName).join(comma)} → {one.after.mayOrder.map(holderName).join(comma)}
                </div>
              )}
            </span>
            <Chip tone={tones[one.kind]}>{say(`authority.difference.${one.kind}`)}</Chip>
          </li>
        );
      })}
    </ul>
  );
}
