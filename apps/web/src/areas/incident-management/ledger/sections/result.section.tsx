import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import type { Submit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Notice } from '../../../../ui/field.tsx';
import { IconInbox, IconRotateClockwise } from '../../../../ui/icons.ts';
import { inboxLink, reportLink } from '../../reports/links.ts';
import type { LedgerImport } from '../queries.ts';

type Props = { readonly found: LedgerImport; readonly submit: Submit };

/** The step that writes: how many, what is left out, and one confirmation. */
export function RunSection({ found, submit, onRun }: Props & { readonly onRun: (onlyGood: boolean) => void }) {
  const { say, locale } = useSay();
  const counts = found.counts ?? { rows: 0, good: 0, warning: 0, error: 0, duplicate: 0 };
  const [isAsking, setAsking] = useState(false);
  const [onlyGood, setOnlyGood] = useState(false);
  const count = new Intl.NumberFormat(locale).format(counts.good + counts.warning);
  const isBlocked = counts.good + counts.warning === 0 || (counts.error > 0 && !onlyGood);
  return (
    <div className="m-form">
      {counts.error > 0 && (
        <Check
          label={say('ledger.run.only-good', { count: counts.error })}
          checked={onlyGood}
          onChange={(event) => setOnlyGood(event.target.checked)}
        />
      )}
      {!isAsking && <Refusal problem={submit.problem} />}
      <div className="m-form-end">
        <Button kind="primary" disabled={isBlocked} onClick={() => setAsking(true)}>
          {say('ledger.run.act', { count })}
        </Button>
      </div>
      <Dialog title={say('ledger.run.title', { count })} isOpen={isAsking} onClose={() => setAsking(false)}>
        <div className="m-form">
          <p>{say('ledger.run.text')}</p>
          {counts.error + counts.duplicate > 0 && (
            <p>{say('ledger.run.left-out', { errors: counts.error, duplicates: counts.duplicate })}</p>
          )}
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setAsking(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="primary" isBusy={submit.busy} onClick={() => onRun(onlyGood)}>
              {say('ledger.run.act', { count })}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}

/** How far the writing is, with a way to stop it. */
export function RunningSection({ found, submit, onCancel }: Props & { readonly onCancel: () => void }) {
  const { say, locale } = useSay();
  const format = new Intl.NumberFormat(locale);
  const { progress } = found;
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  const text =
    progress === null
      ? say('ledger.running.waiting')
      : say('ledger.running.progress', { done: format.format(progress.done), total: format.format(progress.total) });
  return (
    <Card title={say('ledger.running.title')}>
      <div className="m-form">
        <p>{say('ledger.running.text')}</p>
        <div
          className="m-ledger-bar"
          role="progressbar"
          aria-label={say('ledger.running.title')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={text}
        >
          <div style={{ width: `${Math.max(2, share * 100)}%` }} />
        </div>
        <span className="m-second">{text}</span>
        <Refusal problem={submit.problem} />
        <div className="m-form-end">
          <Button isBusy={submit.busy || found.isCancelling} onClick={onCancel}>
            {say(found.isCancelling ? 'ledger.cancel.busy' : 'ledger.cancel.act')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** What became of an import, and the way back. */
export function ResultSection({ found, submit, onUndo }: Props & { readonly onUndo: () => void }) {
  const { say, locale } = useSay();
  const [isAsking, setAsking] = useState(false);
  const format = new Intl.NumberFormat(locale);
  const imported = found.imported ?? 0;
  const leftOut = (found.counts?.rows ?? imported) - imported;
  const { undone } = found;
  return (
    <Card title={say('ledger.step.result')}>
      <div className="m-form">
        {undone === null ? (
          <Notice tone="green">{say('ledger.done.title', { count: format.format(imported) })}</Notice>
        ) : (
          <Notice tone="quiet">{say('ledger.undone.title', { count: format.format(found.withdrawn ?? 0) })}</Notice>
        )}
        {undone === null && leftOut > 0 && <p>{say('ledger.done.left-out', { count: format.format(leftOut) })}</p>}
        {undone !== null && (
          <p className="m-second">
            {say('ledger.undone.by', { name: undone.by.name })} <Moment at={undone.at} />
          </p>
        )}
        {undone !== null && undone.kept.length > 0 && (
          <div>
            <p>{say('ledger.undone.kept')}</p>
            <ul>
              {undone.kept.map((report) => (
                <li key={report.id}>
                  <Link to={reportLink(report.number ?? report.id)}>
                    {report.number} {report.title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
        {!isAsking && <Refusal problem={submit.problem} />}
        {undone === null && (
          <div className="m-form-end">
            <Link to={`${inboxLink}?list=all&channel=ledger`} className="m-button" data-kind="outline">
              <IconInbox size={16} stroke={1.75} />
              {say('ledger.done.show')}
            </Link>
            {found.can.undo && (
              <Button icon={IconRotateClockwise} onClick={() => setAsking(true)}>
                {say('ledger.undo.act')}
              </Button>
            )}
          </div>
        )}
      </div>
      <Dialog title={say('ledger.undo.title')} isOpen={isAsking && undone === null} onClose={() => setAsking(false)}>
        <div className="m-form">
          <p>{say('ledger.undo.text')}</p>
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setAsking(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={onUndo}>
              {say('ledger.undo.act')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}
