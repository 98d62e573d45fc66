import { AddToIncidentDialog } from '../forms/add-to-incident.form.tsx';
import { AskReportDialog } from '../forms/ask-report.form.tsx';
import { CloseReportDialog } from '../forms/close-report.form.tsx';
import { HandOverDialog } from '../forms/hand-over.form.tsx';
import { MergeDialog } from '../forms/merge.form.tsx';
import { OpenFromReportDialog } from '../forms/open-from-report.form.tsx';
import { SnoozeDialog } from '../forms/snooze.form.tsx';
import type { Report } from '../queries.ts';
import type { PaneAsk } from './pane-acts.tsx';

type PaneDialogsProps = {
  readonly report: Report;
  readonly ask: PaneAsk;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** The forms behind the keys of the reading pane; fetched when the first one opens. */
export function PaneDialogs({ report, ask, onClose, onDone }: PaneDialogsProps) {
  const given = { report, onClose, onDone };
  switch (ask.what) {
    case 'open':
      return <OpenFromReportDialog report={report} isOpen onClose={onClose} />;
    case 'add':
      return <AddToIncidentDialog {...given} />;
    case 'answer':
      return <CloseReportDialog {...given} begin="answered" />;
    case 'consultation':
      return <CloseReportDialog {...given} begin="consultation" />;
    case 'hand-over':
      return <HandOverDialog {...given} />;
    case 'ask':
      return <AskReportDialog {...given} />;
    case 'snooze':
      return <SnoozeDialog {...given} />;
    case 'merge':
      return <MergeDialog {...given} intoId={ask.intoId} />;
  }
}
