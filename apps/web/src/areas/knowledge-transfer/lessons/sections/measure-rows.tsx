import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { IconButton } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconDots } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { EndMeasureForm, type MeasureEnd } from '../forms/end-measure.form.tsx';
import { MeasureForm } from '../forms/measure.form.tsx';
import type { Measure } from '../queries.ts';
import './lessons.css';

type Asked = { readonly what: 'change' | MeasureEnd; readonly measure: Measure };

/** Measures as rows: what, whose, until when, how it stands. */
export function MeasureRows(props: { readonly measures: readonly Measure[]; readonly hasSubject?: boolean }) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ul className="m-measures">
        {props.measures.map((measure) => {
          const link = linkOf(measure.subject);
          const ask = (what: Asked['what']) => ({
            id: what,
            label: say(what === 'change' ? 'lessons.measure.change' : `lessons.end.${what}`),
            onChoose: () => setAsked({ what, measure }),
          });
          return (
            <li key={measure.id} className="m-measure">
              <div className="m-measure-main">
                <div className="m-measure-title m-typed">{measure.title}</div>
                <div className="m-second">
                  {say('lessons.measure.line', {
                    kind: say(`lessons.kind.${measure.kind}`),
                    owner: measure.owner.name,
                    due: measure.dueOn,
                  })}
                </div>
                {props.hasSubject === true && link !== null && (
                  <Link to={`${link}/review`} className="m-second m-measure-subject">
                    {`${measure.subject.number ?? ''} ${measure.subject.title}`}
                  </Link>
                )}
                {measure.detail !== null && <p className="m-measure-detail m-typed">{measure.detail}</p>}
                {measure.reason !== null && <p className="m-measure-detail m-second m-typed">{measure.reason}</p>}
              </div>
              <Chip tone={toneOf(measure)}>
                {say(measure.isOverdue ? 'lessons.state.overdue' : `lessons.state.${measure.state}`)}
              </Chip>
              {measure.can.change && (
                <Menu
                  label={say('lessons.measure.more', { title: measure.title })}
                  groups={[
                    {
                      entries: measure.state === 'open' ? [ask('done'), ask('change'), ask('dropped')] : [ask('open')],
                    },
                  ]}
                >
                  <IconButton icon={IconDots} label={say('lessons.measure.more', { title: measure.title })} />
                </Menu>
              )}
            </li>
          );
        })}
      </ul>
      <Dialog
        title={
          asked === null ? '' : say(asked.what === 'change' ? 'lessons.measure.change' : `lessons.end.${asked.what}`)
        }
        isOpen={asked !== null}
        onClose={close}
      >
        {asked !== null &&
          (asked.what === 'change' ? (
            <MeasureForm subjectId={asked.measure.subject.id} measure={asked.measure} onClose={close} />
          ) : (
            <EndMeasureForm measure={asked.measure} end={asked.what} onClose={close} />
          ))}
      </Dialog>
    </>
  );
}

function toneOf({ isOverdue, state }: Measure): Tone {
  if (isOverdue) return 'red';
  return state === 'done' ? 'green' : 'neutral';
}
