import type { Asked } from '../asked.values.ts';
import type { Incident } from '../queries.ts';
import { CloseIncidentDialog, ReopenIncidentDialog } from './end-incident.form.tsx';
import { ClassDialog, MonitorDialog, ReviewDialog, TitleDialog } from './field.forms.tsx';
import { MergeIncidentDialog, UnmergeDialog } from './merge-incident.form.tsx';
import { MovePhaseDialog } from './move-phase.form.tsx';
import { SeverityDialog } from './severity.form.tsx';
import { TimesDialog } from './times.form.tsx';

export type DialogProps = { readonly incident: Incident; readonly onClose: () => void };

/** The dialog for what was asked. All of them are fetched when the first one opens. */
export function IncidentDialogs({ incident, asked, onClose }: DialogProps & { readonly asked: Asked }) {
  const props = { incident, onClose };
  switch (asked.kind) {
    case 'close':
      return <CloseIncidentDialog {...props} outcome={asked.outcome} />;
    case 'reopen':
      return <ReopenIncidentDialog {...props} />;
    case 'severity':
      return <SeverityDialog {...props} />;
    case 'monitor':
      return <MonitorDialog {...props} />;
    case 'merge':
      return <MergeIncidentDialog {...props} />;
    case 'unmerge':
      return <UnmergeDialog {...props} />;
    case 'class':
      return <ClassDialog {...props} />;
    case 'review':
      return <ReviewDialog {...props} />;
    case 'title':
      return <TitleDialog {...props} />;
    case 'times':
      return <TimesDialog {...props} timeKind={asked.timeKind} />;
    case 'move':
      return <MovePhaseDialog {...props} phase={asked.phase} move={asked.move} />;
    default:
      return asked satisfies never;
  }
}
