import { useSay } from '../../../../shared/language.ts';
import { Card } from '../../../../ui/card.tsx';
import { ProseField, TextField } from '../../../../ui/field.tsx';
import type { MapDraft } from '../draft.rules.ts';

type MapFormProps = {
  readonly draft: MapDraft;
  readonly onChange: (draft: MapDraft) => void;
  readonly fieldProblem: (name: string) => string | null;
};

/** Which value of the sender's JSON becomes which part of a report. */
export function MapForm({ draft, onChange, fieldProblem }: MapFormProps) {
  const { say } = useSay();
  const slot = (name: keyof MapDraft, at: string) => ({
    value: draft[name],
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
    problem: fieldProblem(`definition.${at}`),
  });
  return (
    <Card title={say('sources.map.heading')}>
      <div className="m-form">
        <p className="m-second">{say('sources.map.help')}</p>
        <div className="m-source-slots">
          <TextField
            label={say('sources.map.each')}
            hint={say('sources.map.each-hint')}
            {...slot('each', 'map.each')}
          />
          <TextField label={say('sources.map.title')} required {...slot('title', 'map.title')} />
          <ProseField label={say('sources.map.text')} rows={2} {...slot('text', 'map.text')} />
          <TextField label={say('sources.map.external-id')} {...slot('externalId', 'map.externalId')} />
          <TextField label={say('sources.map.rule')} {...slot('rule', 'map.rule')} />
          <TextField label={say('sources.map.occurred-at')} {...slot('occurredAt', 'map.occurredAt')} />
          <TextField label={say('sources.map.detected-at')} {...slot('detectedAt', 'map.detectedAt')} />
          <TextField label={say('sources.map.link')} {...slot('link', 'map.link')} />
          <TextField label={say('sources.map.severity')} {...slot('severity', 'map.severity.value')} />
          <ProseField
            label={say('sources.map.severities')}
            hint={say('sources.map.severities-hint')}
            rows={4}
            {...slot('severities', 'map.severity.table')}
          />
          <ProseField
            label={say('sources.map.hosts')}
            hint={say('sources.map.lines-hint')}
            rows={2}
            {...slot('hosts', 'map.hosts.0')}
          />
          <ProseField
            label={say('sources.map.tags')}
            hint={say('sources.map.lines-hint')}
            rows={2}
            {...slot('tags', 'map.tags.0')}
          />
          <ProseField
            label={say('sources.map.fields')}
            hint={say('sources.map.fields-hint')}
            rows={5}
            {...slot('fields', 'map.fields.0.value')}
          />
          <TextField
            label={say('sources.map.minutes')}
            hint={say('sources.map.minutes-hint')}
            type="number"
            min={0}
            max={10_080}
            {...slot('minutes', 'dedupe.minutes')}
          />
          <TextField
            label={say('sources.map.dedupe-key')}
            hint={say('sources.map.dedupe-hint')}
            {...slot('dedupeKey', 'dedupe.key')}
          />
        </div>
      </div>
    </Card>
  );
}
