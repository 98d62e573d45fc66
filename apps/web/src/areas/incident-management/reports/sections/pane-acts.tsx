import type { ReactNode, RefObject } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import {
  IconArrowForwardUp,
  IconArrowMerge,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconDots,
  IconFilePlus,
  IconFlame,
  IconLayoutSidebarRightExpand,
  IconMessageCheck,
  IconMessageQuestion,
} from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { useTakeBack } from '../acted.hook.ts';
import type { Report } from '../queries.ts';
import { useUndo } from '../undo.store.ts';

export type PaneAsk =
  | { readonly what: 'open' | 'add' | 'answer' | 'consultation' | 'hand-over' | 'ask' | 'snooze' }
  | { readonly what: 'merge'; readonly intoId: string | null };

type PaneActsProps = {
  readonly report: Report;
  readonly onAsk: (ask: PaneAsk) => void;
  readonly onSpam: () => void;
  readonly railButton: RefObject<HTMLButtonElement | null>;
  /** Left out: there is no rail. */
  readonly onRail: (() => void) | undefined;
  /** What other modules offer, such as restricting. */
  readonly children: ReactNode;
};

/** The outcomes of a report, one key each: three as buttons, the rest in a line below, on a phone in a menu. */
export function PaneActs({ report, onAsk, onSpam, railButton, onRail, children }: PaneActsProps) {
  const { say } = useSay();
  const { may } = useMe();
  const { can } = report;
  const when = (isAllowed: boolean, run: () => void) => (isAllowed ? run : undefined);
  const isOpen = ['new', 'waiting'].includes(report.state);
  const acts = {
    i: when(can.openIncident && may('incidents.open'), () => onAsk({ what: 'open' })),
    a: when(can.openIncident && may('incidents.add-report'), () => onAsk({ what: 'add' })),
    e: when(can.close && may('reports.close'), () => onAsk({ what: 'answer' })),
    y: when(can.close && may('reports.close'), () => onAsk({ what: 'consultation' })),
    q: when(can.ask && may('reports.ask'), () => onAsk({ what: 'ask' })),
    f: when(can.close && may('reports.hand-over'), () => onAsk({ what: 'hand-over' })),
    '!': when(can.close && may('reports.close'), onSpam),
    h: when(isOpen && may('reports.snooze'), () => onAsk({ what: 'snooze' })),
    m: when(can.merge && may('reports.merge'), () => onAsk({ what: 'merge', intoId: null })),
  } as const;
  useKeys(acts);
  const rest = [
    { key: 'y', label: say('reports.consultation.act'), icon: IconMessageCheck },
    { key: 'q', label: say('reports.ask.act'), icon: IconMessageQuestion },
    { key: 'f', label: say('reports.hand-over.act'), icon: IconArrowForwardUp },
    { key: '!', label: say('reports.spam.act'), icon: IconBan },
    { key: 'h', label: say('reports.snooze.act'), icon: IconClockPause },
    { key: 'm', label: say('reports.merge.act'), icon: IconArrowMerge },
  ] as const;
  const offered = rest.flatMap((act) => {
    const run = acts[act.key];
    return run === undefined ? [] : [{ ...act, run }];
  });
  const { i, a, e } = acts;
  const nothing = i === undefined && a === undefined && e === undefined && offered.length === 0;
  if (nothing && !can.restrict && onRail === undefined) return null;
  return (
    <div className="m-pane-acts" data-quiet={nothing && !can.restrict}>
      <div className="m-acts-first">
        {i !== undefined && (
          <Button kind="primary" icon={IconFlame} shortcut="i" onClick={i}>
            {say('reports.open-incident.act')}
          </Button>
        )}
        {a !== undefined && (
          <Button icon={IconFilePlus} shortcut="a" className="m-wide-only" onClick={a}>
            {say('reports.add.act')}
          </Button>
        )}
        {e !== undefined && (
          <Button icon={IconCircleCheck} shortcut="e" onClick={e}>
            {say('reports.close.act-answer')}
          </Button>
        )}
        {onRail !== undefined && (
          <Button
            className="m-side-opener"
            icon={IconLayoutSidebarRightExpand}
            shortcut="r"
            ref={railButton}
            onClick={onRail}
          >
            {say('reports.triage.rail')}
          </Button>
        )}
        {offered.length > 0 && (
          <span className="m-phone-only">
            <Menu
              label={say('reports.acts.more')}
              position="top-end"
              groups={[
                {
                  entries: [
                    ...(a === undefined
                      ? []
                      : [{ id: 'a', label: say('reports.add.act'), icon: IconFilePlus, onChoose: a }]),
                    ...offered.map(({ key, label, icon, run }) => ({ id: key, label, icon, onChoose: run })),
                  ],
                },
              ]}
            >
              <Button icon={IconDots}>{say('reports.acts.more')}</Button>
            </Menu>
          </span>
        )}
      </div>
      <div className="m-acts-rest">
        {offered.map(({ key, label, run }) => (
          <button key={key} type="button" className="m-act m-wide-only" aria-keyshortcuts={key} onClick={run}>
            {label}
            <Kbd>{key}</Kbd>
          </button>
        ))}
        <UndoAct />
        {children}
      </div>
    </div>
  );
}

/** The way back of the last act, as long as there is one. */
function UndoAct() {
  const { say } = useSay();
  const undo = useUndo();
  const takeBack = useTakeBack();
  if (undo === null) return null;
  return (
    <button type="button" className="m-act m-wide-only" aria-keyshortcuts="z" onClick={() => void takeBack()}>
      {say('reports.undo.act')}
      <Kbd>z</Kbd>
    </button>
  );
}
