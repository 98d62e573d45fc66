import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Notice, ProseField } from '../../../../ui/field.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import type { Incident } from '../queries.ts';
import { draftFrom, readDraft, type SummaryDraft, summaryDraft } from '../summary.draft.ts';
import { listNames, mergeTexts, type ProseName, statementsOf, type Texts } from '../texts.merge.ts';

/** Writes a new version. What was typed survives a reload, and what somebody else kept meanwhile is joined with it. */
export function SummaryForm({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const { say } = useSay();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const kept = useDraft(summaryDraft(incident.id));
  const [draft, setDraft] = useState<SummaryDraft>(() => readDraft(kept.text) ?? draftFrom(incident.summary));
  const [clashes, setClashes] = useState<readonly ProseName[] | null>(null);
  const current = incident.summary;
  const isStale = (current?.version ?? 0) > draft.version;

  const write = (change: Partial<SummaryDraft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    kept.write(JSON.stringify(next));
  };
  const join = () => {
    if (current === null) return;
    const joined = mergeTexts({ base: draft.base, mine: textsOf(draft), theirs: current });
    write({ ...draftFrom(current), ...typed(joined.texts) });
    setClashes(joined.clashes);
    form.clear();
  };
  const save = async () => {
    const texts = textsOf(draft);
    const body = { ...texts, known: [...texts.known], unknown: [...texts.unknown], assumed: [...texts.assumed] };
    const isDone = await form.act({
      content: [draft.version, body],
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/summaries', {
          params: { id: incident.id },
          body,
          version: draft.version,
          idempotencyKey,
        }),
    });
    if (!isDone) return;
    kept.drop();
    onClose();
  };

  return (
    <form
      className="m-form m-summary-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {isStale && current !== null && (
        <Notice
          tone="amber"
          actions={
            <Button size="small" onClick={join}>
              {say('incidents.summary.join')}
            </Button>
          }
        >
          {say('incidents.summary.stale', { version: current.version, name: current.writtenBy.name })}
        </Notice>
      )}
      {clashes !== null && clashes.length === 0 && <Notice tone="green">{say('incidents.summary.joined')}</Notice>}
      <div className="m-summary-fields">
        {listNames.map((name) => (
          <ProseField
            key={name}
            label={say(`incidents.summary.${name}`)}
            hint={say('incidents.summary.line-each')}
            rows={5}
            value={draft[name]}
            onChange={(event) => write({ [name]: event.currentTarget.value })}
            problem={problem(name)}
          />
        ))}
      </div>
      {(['technical', 'plain'] as const).map((name) => (
        <div key={name} className="m-form">
          <ProseField
            label={say(`incidents.summary.${name}-text`)}
            hint={say(`incidents.summary.${name}-hint`)}
            rows={name === 'technical' ? 5 : 3}
            maxLength={20_000}
            value={draft[name]}
            onChange={(event) => write({ [name]: event.currentTarget.value })}
            problem={problem(name)}
          />
          {clashes?.includes(name) === true && (
            <Notice
              tone="amber"
              actions={
                <Button size="small" onClick={() => write({ [name]: draft.base[name] })}>
                  {say('incidents.summary.take-theirs')}
                </Button>
              }
            >
              {say('incidents.summary.clash')}
              <p className="m-typed">{draft.base[name]}</p>
            </Notice>
          )}
        </div>
      ))}
      <Refusal problem={form.problem?.code === 'record.change.stale' ? null : form.problem} />
      <div className="m-dialog-end">
        <Button
          onClick={() => {
            kept.drop();
            onClose();
          }}
        >
          {say('incidents.summary.discard')}
        </Button>
        <Button kind="primary" type="submit" isBusy={form.busy} disabled={isStale}>
          {say('incidents.summary.save', { version: draft.version + 1 })}
        </Button>
      </div>
    </form>
  );
}

function textsOf({ technical, plain, known, unknown, assumed }: SummaryDraft): Texts {
  return {
    technical: technical.trim(),
    plain: plain.trim(),
    known: statementsOf(known),
    unknown: statementsOf(unknown),
    assumed: statementsOf(assumed),
  };
}

function typed({ technical, plain, known, unknown, assumed }: Texts) {
  return {
    technical,
    plain,
    known: known.join('\n'),
    unknown: unknown.join('\n'),
    assumed: assumed.join('\n'),
  };
}
