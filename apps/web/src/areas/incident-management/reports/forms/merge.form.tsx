import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconArrowMerge } from '../../../../ui/icons.ts';
import { FindReport } from '../parts/find-report.tsx';
import { type Report, type ReportSummary, relatedQuery } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type MergeProps = {
  readonly report: Report;
  /** The other report, when it was proposed; else it is looked for first. */
  readonly intoId: string | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Merges a report into another after a look at what that does; it can be taken out again at any time. */
export function MergeDialog({ report, intoId, onClose, onDone }: MergeProps) {
  const { say } = useSay();
  const [chosen, setChosen] = useState(intoId);
  return (
    <Dialog title={say('reports.merge.title', { number: report.number })} isOpen onClose={onClose} size={600}>
      {chosen === null ? (
        <ChooseOther report={report} onChoose={setChosen} />
      ) : (
        <MergePreview
          report={report}
          intoId={chosen}
          onOther={() => setChosen(null)}
          onClose={onClose}
          onDone={onDone}
        />
      )}
    </Dialog>
  );
}

function ChooseOther({ report, onChoose }: { readonly report: Report; readonly onChoose: (id: string) => void }) {
  const { say } = useSay();
  const related = useQuery(relatedQuery(report.id));
  const duplicates = related.data?.duplicates ?? [];
  return (
    <div className="m-form">
      {duplicates.length > 0 && (
        <section aria-label={say('reports.related.duplicates')}>
          <h3>{say('reports.related.duplicates')}</h3>
          <ul className="m-found">
            {duplicates.map(({ subject, score }) => (
              <li key={subject.id}>
                <button type="button" className="m-found-one" onClick={() => onChoose(subject.id)}>
                  <span className="m-second">
                    {subject.number} ・ {say('reports.related.score', { percent: Math.round(score * 100) })}
                  </span>
                  <span className="m-strong">{subject.title}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <FindReport without={[report.id]} onChoose={({ id }) => onChoose(id)} />
    </div>
  );
}

type PreviewProps = {
  readonly report: Report;
  readonly intoId: string;
  readonly onOther: () => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function MergePreview({ report, intoId, onOther, onClose, onDone }: PreviewProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const submit = useRef<HTMLButtonElement>(null);
  const preview = useQuery({
    queryKey: ['report', 'merge-preview', report.id, intoId],
    queryFn: ({ signal }) =>
      call('POST /api/v1/reports/{id}/merge-preview', { params: { id: report.id }, body: { intoId }, signal }),
  });
  const isThere = preview.data !== undefined;
  useEffect(() => {
    if (isThere) submit.current?.focus();
  }, [isThere]);
  if (preview.data === undefined)
    return (
      <div className="m-form">
        <Waiting query={preview} />
        <div className="m-dialog-end">
          <Button onClick={onOther}>{say('reports.merge.other')}</Button>
        </div>
      </div>
    );
  const { from, into, attachmentCount, isMoved, isTargetMoved } = preview.data;
  const merge = async () => {
    const isDone = await form.act({
      content: intoId,
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/merge', {
          params: { id: report.id },
          body: { intoId },
          version,
          idempotencyKey,
        }),
      message: say('reports.merge.done', { number: from.number, into: into.number }),
      undo: ({ id, version }) => [{ kind: 'bulk', items: [{ id, version }], act: { kind: 'unmerge' } }],
    });
    if (isDone) onDone();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void merge();
      }}
    >
      <div className="m-merge">
        <OneSide title={say('reports.merge.from')} report={from} />
        <IconArrowMerge size={20} stroke={1.75} aria-hidden="true" />
        <OneSide title={say('reports.merge.into')} report={into} />
      </div>
      <ul className="m-plain-list">
        <li>{say('reports.merge.told', { from: from.number, into: into.number })}</li>
        {attachmentCount > 0 && <li>{say('reports.merge.attachments', { count: attachmentCount })}</li>}
        <li>{say('reports.merge.way-back')}</li>
      </ul>
      {isMoved && (
        <Notice tone="amber">
          {say('reports.merge.moved', { number: from.number, compartment: into.compartment.name })}
        </Notice>
      )}
      {isTargetMoved && (
        <Notice tone="amber">
          {say('reports.merge.moved', { number: into.number, compartment: from.compartment.name })}
        </Notice>
      )}
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onOther}>{say('reports.merge.other')}</Button>
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy} ref={submit}>
          {say('reports.merge.submit')}
        </Button>
      </div>
    </form>
  );
}

function OneSide({ title, report }: { readonly title: string; readonly report: ReportSummary }) {
  const { say } = useSay();
  return (
    <Card title={title} note={report.number}>
      <p className="m-strong">{report.title}</p>
      <p className="m-second">
        {report.reporter.name ?? report.reporter.address ?? report.source ?? say('reports.reporter.unknown')} ・{' '}
        <Moment at={report.receivedAt} />
      </p>
      <p className="m-second m-merge-text">{report.preview}</p>
    </Card>
  );
}
