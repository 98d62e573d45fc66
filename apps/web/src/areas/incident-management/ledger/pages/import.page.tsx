import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Page } from '../../../../ui/page.tsx';
import { ColumnsForm } from '../forms/columns.form.tsx';
import { ledgerLink } from '../links.ts';
import { importQuery, type LedgerImport, type LedgerOptions } from '../queries.ts';
import { PreviewSection } from '../sections/preview.section.tsx';
import { ResultSection, RunningSection, RunSection } from '../sections/result.section.tsx';
import '../ledger.css';

/** One import, from its columns over the preview to its result. */
export function LedgerImportPage() {
  const { say } = useSay();
  const { number } = useParams({ strict: false });
  const found = useQuery(importQuery(number ?? ''));
  const back = <Link to={ledgerLink}>{say('ledger.back')}</Link>;
  if (found.data === undefined) {
    return (
      <Page title={number}>
        <Waiting query={found} />
        <p>{back}</p>
      </Page>
    );
  }
  const { fileName, size, encoding } = found.data;
  return (
    <Page title={fileName} note={[number, fileSize(size), encoding].filter(Boolean).join(' · ')} actions={back}>
      <Steps found={found.data} />
      <Step found={found.data} />
    </Page>
  );
}

const steps = ['columns', 'preview', 'result'] as const;

function Steps({ found }: { readonly found: LedgerImport }) {
  const { say } = useSay();
  const current = found.state === 'uploaded' ? 'columns' : found.state === 'checked' ? 'preview' : 'result';
  return (
    <ol className="m-ledger-steps" aria-label={say('ledger.step.label')}>
      {steps.map((step, at) => (
        <li key={step} aria-current={step === current ? 'step' : undefined}>
          <span aria-hidden="true">{at + 1}</span>
          {say(`ledger.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function Step({ found }: { readonly found: LedgerImport }) {
  const queries = useQueryClient();
  const check = useSubmit();
  const act = useSubmit();
  const params = { id: found.id };
  const keep = async (next: LedgerImport) => {
    queries.setQueryData(importQuery(found.number).queryKey, next);
    await queries.invalidateQueries({ queryKey: ['ledger-import', 'list'] });
  };
  const onCheck = (options: LedgerOptions) =>
    void check.run(options, async (idempotencyKey) => {
      await keep(await call('POST /api/v1/ledger-imports/{id}/check', { params, body: options, idempotencyKey }));
      window.scrollTo({ top: 0 });
    });
  const onRun = (onlyGood: boolean) =>
    void act.run(['run', found.version, onlyGood], async (idempotencyKey) => {
      const given = { params, body: { onlyGood }, version: found.version, idempotencyKey };
      await keep(await call('POST /api/v1/ledger-imports/{id}/run', given));
    });
  const onCancel = () =>
    void act.run(['cancel', found.version], async (idempotencyKey) => {
      await keep(await call('POST /api/v1/ledger-imports/{id}/cancel', { params, body: {}, idempotencyKey }));
    });
  const onUndo = () =>
    void act.run(['undo', found.version], async (idempotencyKey) => {
      const given = { params, body: {}, version: found.version, idempotencyKey };
      await keep(await call('POST /api/v1/ledger-imports/{id}/undo', given));
      await queries.invalidateQueries({ queryKey: ['report'] });
    });

  switch (found.state) {
    case 'uploaded':
      return <ColumnsForm found={found} submit={check} onCheck={onCheck} />;
    case 'checked':
      return (
        <>
          <PreviewSection key={found.version} found={found} />
          <RunSection found={found} submit={act} onRun={onRun} />
          <ColumnsForm found={found} submit={check} onCheck={onCheck} />
        </>
      );
    case 'running':
      return <RunningSection found={found} submit={act} onCancel={onCancel} />;
    case 'done':
    case 'undone':
      return <ResultSection found={found} submit={act} onUndo={onUndo} />;
  }
}
