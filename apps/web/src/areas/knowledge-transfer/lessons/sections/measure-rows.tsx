import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconDots, IconSend } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { RolledOut, RollOutForm } from '../../../casework/tasks/sections/roll-out.tsx';
import { EndMeasureForm, type MeasureEnd } from '../forms/end-measure.form.tsx';
import { MeasureForm } from '../forms/measure.form.tsx';
import type { Measure } from '../queries.ts';
import './lessons.css';

type Asked = { readonly what: 'change' | 'roll-out' | MeasureEnd; readonly measure: Measure };

type Props = {
  readonly measures: readonly Measure[];
  /** With the record of each, for a list over all of them. */
  readonly hasSubject?: boolean;
  readonly isRestricted?: boolean;
};

/** Measures as rows: what, whose, until when, how it stands. */
export function MeasureRows(props: Props) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const close = () => setAsked(null);
  return (
    <>
      <ul className="m-measures">
        {props.measures.map((measure) => {
          const link = linkOf(measure.subject);
          const ask = (what: Asked['what']) => ({
            id: what,
            label: titleOf(what, say),
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
                {measure.evidenceOn !== null && link !== null && (
                  <Link
                    to={`${link}/${measure.evidenceOn.kind === 'file' ? 'files' : 'notes'}`}
                    className="m-second m-typed"
                  >
                    {say(`lessons.evidence.${measure.evidenceOn.kind}`, { name: measure.evidenceOn.name })}
                  </Link>
                )}
                <RollOutLine
                  measure={measure}
                  isOpen={opened.has(measure.id)}
                  onToggle={() => toggle(measure.id)}
                  onRollOut={() => setAsked({ what: 'roll-out', measure })}
                />
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
              {opened.has(measure.id) && (
                <div className="m-measure-answers">
                  <RolledOut measureId={measure.id} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <Dialog
        title={asked === null ? '' : titleOf(asked.what, say)}
        isOpen={asked !== null && asked.what !== 'roll-out'}
        onClose={close}
      >
        {asked !== null &&
          asked.what !== 'roll-out' &&
          (asked.what === 'change' ? (
            <MeasureForm subjectId={asked.measure.subject.id} measure={asked.measure} onClose={close} />
          ) : (
            <EndMeasureForm measure={asked.measure} end={asked.what} onClose={close} />
          ))}
      </Dialog>
      {asked?.what === 'roll-out' && (
        <RollOutForm
          subjectId={asked.measure.subject.id}
          measure={asked.measure}
          isRestricted={props.isRestricted ?? false}
          onClose={close}
        />
      )}
    </>
  );
}

function titleOf(what: Asked['what'], say: ReturnType<typeof useSay>['say']): string {
  switch (what) {
    case 'change':
      return say('lessons.measure.change');
    case 'roll-out':
      return say('lessons.roll-out.act');
    default:
      return say(`lessons.end.${what}`);
  }
}

/** How far other sites are with the same (横展開), and what each said behind one click. */
function RollOutLine(props: {
  readonly measure: Measure;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onRollOut: () => void;
}) {
  const { measure, isOpen, onToggle, onRollOut } = props;
  const { say } = useSay();
  const { may } = useMe();
  const { rollOut, can } = measure;
  if (rollOut === null && !can.rollOut) return null;
  return (
    <div className="m-measure-sites">
      {rollOut !== null && (
        <>
          <span>{say('lessons.roll-out.count', { done: rollOut.done, total: rollOut.total })}</span>
          {rollOut.silent > 0 && <Chip tone="amber">{say('lessons.roll-out.silent', { count: rollOut.silent })}</Chip>}
          {rollOut.refused > 0 && (
            <Chip tone="amber">{say('lessons.roll-out.refused', { count: rollOut.refused })}</Chip>
          )}
          {rollOut.undelivered > 0 && (
            <Chip tone="red">{say('lessons.roll-out.undelivered', { count: rollOut.undelivered })}</Chip>
          )}
          {may('instructions.list') && (
            <Button kind="plain" size="small" aria-expanded={isOpen} onClick={onToggle}>
              {say('lessons.roll-out.show')}
            </Button>
          )}
        </>
      )}
      {can.rollOut && (
        <Button kind="plain" size="small" icon={IconSend} onClick={onRollOut}>
          {say(rollOut === null ? 'lessons.roll-out.act' : 'lessons.roll-out.more')}
        </Button>
      )}
    </div>
  );
}

function toneOf({ isOverdue, state }: Measure): Tone {
  if (isOverdue) return 'red';
  return state === 'done' ? 'green' : 'neutral';
}
