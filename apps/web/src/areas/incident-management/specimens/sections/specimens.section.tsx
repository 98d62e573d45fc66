import type { WarningWeight } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconMailSearch, IconRefresh } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { JudgeForm } from '../forms/judge.form.tsx';
import { type Analysis, type Specimen, specimensQuery } from '../queries.ts';
import { Claims, Files, Hops, Links } from './specimen-parts.tsx';
import './specimens.css';

/** The suspicious mails of a record, taken apart. Without one the section is not there. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const list = useQuery(specimensQuery(subject.id));
  if (list.data === undefined) return list.error === null ? null : <Waiting query={list} />;
  if (list.data.items.length === 0) return null;
  return (
    <Card title={say('specimens.title')} note={say('specimens.list.count', { count: list.data.items.length })} isTight>
      {list.data.items.map((specimen) => (
        <SpecimenView key={specimen.id} specimen={specimen} />
      ))}
    </Card>
  );
}

const verdictTones = {
  genuine: 'green',
  training: 'accent',
  spam: 'amber',
  phishing: 'red',
  malware: 'red',
  undecided: 'neutral',
} as const satisfies Record<NonNullable<Specimen['verdict']>['value'], Tone>;

function SpecimenView({ specimen }: { readonly specimen: Specimen }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isJudging, setJudging] = useState(false);
  const { analysis, verdict } = specimen;
  const analyse = () =>
    submit.run(specimen.id, async (idempotencyKey) => {
      await call('POST /api/v1/specimens/{id}/analyse', { params: { id: specimen.id }, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['specimen'] });
      toastDone(say('specimens.analyse.done'), say('platform.act.close'));
    });
  return (
    <article className="m-specimen">
      <div className="m-row">
        <IconMailSearch size={16} stroke={1.75} aria-hidden="true" />
        <span className="m-strong m-specimen-wide">{analysis?.subject || specimen.name}</span>
        {verdict === null ? (
          <span className="m-second">{say('specimens.verdict.none')}</span>
        ) : (
          <Chip tone={verdictTones[verdict.value]}>{say(`specimens.verdict.${verdict.value}`)}</Chip>
        )}
        <span className="m-second">
          {specimen.name} ・ {fileSize(specimen.size)}
        </span>
      </div>
      {verdict !== null && (
        <p className="m-second">
          {say('specimens.verdict.by', { name: verdict.by.name })} ・ <Moment at={verdict.at} />
          {verdict.note !== '' && ` ・ ${verdict.note}`}
        </p>
      )}
      {specimen.state === 'failed' && (
        <Notice tone="amber">{say('specimens.failed', { problem: specimen.problem ?? '' })}</Notice>
      )}
      {analysis !== null && <Warnings warnings={specimen.warnings} />}
      {analysis !== null && <AnalysisView analysis={analysis} />}
      {specimen.isOutdated && <p className="m-second">{say('specimens.outdated')}</p>}
      <Refusal problem={submit.problem} />
      <div className="m-specimen-acts">
        {specimen.can.judge && (
          <Button size="small" kind="primary" onClick={() => setJudging(true)}>
            {say('specimens.judge.act')}
          </Button>
        )}
        {specimen.can.analyse && (
          <Button size="small" icon={IconRefresh} isBusy={submit.busy} onClick={() => void analyse()}>
            {say('specimens.analyse.act')}
          </Button>
        )}
        {may('specimens.download') && (
          <a
            className="m-button"
            data-kind="outline"
            data-size="small"
            href={`/api/v1/specimens/${specimen.id}/download`}
            download
          >
            {say('specimens.download.act')}
          </a>
        )}
      </div>
      <Dialog title={say('specimens.judge.title')} isOpen={isJudging} onClose={() => setJudging(false)}>
        <JudgeForm specimen={specimen} onClose={() => setJudging(false)} />
      </Dialog>
    </article>
  );
}

const weightTones = { high: 'red', medium: 'amber', low: 'neutral' } as const satisfies Record<WarningWeight, Tone>;
const shownAtFirst = 6;

/** What should be known before anything else, the heaviest first. */
function Warnings({ warnings }: Pick<Specimen, 'warnings'>) {
  const { say } = useSay();
  const [showsAll, setShowsAll] = useState(false);
  if (warnings.length === 0) return <Notice tone="quiet">{say('specimens.warnings.none')}</Notice>;
  const shown = showsAll ? warnings : warnings.slice(0, shownAtFirst);
  return (
    <div>
      <ul className="m-specimen-warnings">
        {shown.map(({ code, weight, about }) => (
          <li key={`${code} ${about}`}>
            <Chip tone={weightTones[weight]}>{say(`specimens.weight.${weight}`)}</Chip>
            <span>{say(`specimens.warning.${code}`)}</span>
            {about !== '' && <span className="m-mono m-specimen-about">{about}</span>}
          </li>
        ))}
      </ul>
      {!showsAll && warnings.length > shownAtFirst && (
        <Button kind="plain" size="small" onClick={() => setShowsAll(true)}>
          {say('specimens.warnings.more', { count: warnings.length - shownAtFirst })}
        </Button>
      )}
    </div>
  );
}

const addresses = (list: Analysis['senders']) =>
  list.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');

function AnalysisView({ analysis }: { readonly analysis: Analysis }) {
  const { say } = useSay();
  return (
    <>
      <Notice tone="quiet">{say('specimens.safe')}</Notice>
      <Facts
        items={[
          {
            label: say('specimens.field.from'),
            value: <span className="m-specimen-wide">{addresses(analysis.senders)}</span>,
          },
          analysis.replyTo.length === 0
            ? null
            : { label: say('specimens.field.reply-to'), value: addresses(analysis.replyTo) },
          analysis.returnPath === null
            ? null
            : { label: say('specimens.field.return-path'), value: analysis.returnPath },
          {
            label: say('specimens.field.to'),
            value: <span className="m-specimen-wide">{analysis.recipients.join(', ')}</span>,
          },
          analysis.sentAt === null
            ? null
            : { label: say('specimens.field.sent'), value: <Moment at={analysis.sentAt} /> },
          analysis.messageId === null
            ? null
            : {
                label: say('specimens.field.message-id'),
                value: <span className="m-mono m-specimen-wide">{analysis.messageId}</span>,
              },
        ]}
      />
      {analysis.hops.length > 0 && (
        <details>
          <summary>
            {say('specimens.part.hops')} ({analysis.hops.length})
          </summary>
          <div>
            <Hops analysis={analysis} />
          </div>
        </details>
      )}
      <details>
        <summary>{say('specimens.part.claims')}</summary>
        <div>
          <Claims analysis={analysis} />
        </div>
      </details>
      {analysis.links.length > 0 && (
        <details open={analysis.links.length <= 5}>
          <summary>
            {say('specimens.part.links')} ({analysis.links.length})
          </summary>
          <div>
            <Links analysis={analysis} />
          </div>
        </details>
      )}
      {analysis.files.length > 0 && (
        <details open={analysis.files.length <= 3}>
          <summary>
            {say('specimens.part.files')} ({analysis.files.length})
          </summary>
          <div>
            <Files analysis={analysis} />
          </div>
        </details>
      )}
      <details>
        <summary>{say('specimens.part.text')}</summary>
        <div className="m-specimen-raw">{analysis.text}</div>
      </details>
      <details>
        <summary>{say('specimens.part.headers')}</summary>
        <pre className="m-specimen-raw">{analysis.headerText}</pre>
      </details>
    </>
  );
}
