import { type Severity, severities } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconPlus, IconX } from '../../../../ui/icons.ts';
import { EditionFields, useEditionFields } from '../parts/edition-fields.tsx';
import { EditionHistory } from '../parts/edition-history.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { TriagePage } from '../parts/triage-page.tsx';
import { type Severities, type SeverityTable, severitiesQuery } from '../queries.ts';
import { useSettingDraft } from '../setting.save.ts';

type Criterion = SeverityTable['criteria'][number];
type Words = { readonly ja: string; readonly en: string };

/** The table by which the severity of an incident is proposed: for each criterion what has to be the case for a level. */
export function SeveritiesPage() {
  const { say } = useSay();
  const table = useQuery(severitiesQuery);
  return (
    <TriagePage isNarrow>
      <p className="m-second">{say('triage.severities.text')}</p>
      {table.data === undefined && <Waiting query={table} />}
      {table.data !== undefined && <Table key={table.data.latestVersion} severities={table.data} />}
      {table.data !== undefined && (
        <EditionHistory versions={table.data.versions}>
          {(version) => (
            <details>
              <summary>{say('triage.priorities.show')}</summary>
              {version.table.criteria.map((criterion) => (
                <CriterionText key={criterion.code} criterion={criterion} />
              ))}
            </details>
          )}
        </EditionHistory>
      )}
    </TriagePage>
  );
}

function Table({ severities: current }: { readonly severities: Severities }) {
  const { say } = useSay();
  const draft = useSettingDraft<SeverityTable>(current.table, severitiesQuery.queryKey);
  const problemOf = useFieldProblem(draft.submit.problem);
  const edition = useEditionFields();
  const { criteria } = draft.value;
  const set = (at: number, change: Partial<Criterion>) =>
    draft.set({ criteria: criteria.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  const add = () =>
    draft.set({
      criteria: [...criteria, { code: unusedCode(criteria), name: { ja: '', en: '' }, levels: {} }],
    });
  const save = () => {
    const body = { table: { criteria: criteria.map(withoutEmptyLevels) }, ...edition.given };
    void draft.save(body, (idempotencyKey) =>
      call('POST /api/v1/triage-severities', { body, version: current.latestVersion, idempotencyKey }),
    );
  };
  const mayChange = current.can.change;
  return (
    <>
      {criteria.map((criterion, at) => (
        <Card
          key={criterion.code}
          title={<TitleOf words={criterion.name} />}
          actions={
            mayChange && (
              <Button
                kind="plain"
                size="small"
                icon={IconX}
                onClick={() => draft.set({ criteria: criteria.filter((_, index) => index !== at) })}
              >
                {say('triage.severities.remove')}
              </Button>
            )
          }
        >
          {mayChange ? (
            <CriterionFields criterion={criterion} onChange={(change) => set(at, change)} />
          ) : (
            <CriterionText criterion={criterion} />
          )}
        </Card>
      ))}
      {mayChange && (
        <div>
          <Button icon={IconPlus} onClick={add} disabled={criteria.length >= 20}>
            {say('triage.severities.add')}
          </Button>
        </div>
      )}
      <SaveBar draft={draft} onSave={save}>
        <EditionFields typed={edition} problemOf={problemOf} />
      </SaveBar>
    </>
  );
}

/** A code that no criterion of the table has; people never see it. */
function unusedCode(criteria: readonly Criterion[]): string {
  const taken = new Set(criteria.map(({ code }) => code));
  let at = criteria.length + 1;
  while (taken.has(`own-${at}`)) at += 1;
  return `own-${at}`;
}

/** A level that nobody described in either language is not one. */
function withoutEmptyLevels(criterion: Criterion): Criterion {
  const levels = Object.entries(criterion.levels).filter(
    ([, words]) => words !== undefined && words.ja.trim() + words.en.trim() !== '',
  );
  return { ...criterion, levels: Object.fromEntries(levels) };
}

function TitleOf({ words }: { readonly words: Words }) {
  const { say, locale } = useSay();
  return <>{words[locale] === '' ? say('triage.severities.unnamed') : words[locale]}</>;
}

type FieldsProps = { readonly criterion: Criterion; readonly onChange: (change: Partial<Criterion>) => void };

function CriterionFields({ criterion, onChange }: FieldsProps) {
  const { say } = useSay();
  const setLevel = (level: Severity, change: Partial<Words>) =>
    onChange({
      levels: { ...criterion.levels, [level]: { ...(criterion.levels[level] ?? { ja: '', en: '' }), ...change } },
    });
  return (
    <div className="m-form">
      <Pair
        label={say('triage.severities.name')}
        words={criterion.name}
        most={100}
        isRequired
        onChange={(change) => onChange({ name: { ...criterion.name, ...change } })}
      />
      {severities.map((level) => (
        <Pair
          key={level}
          label={say(`terms.severity.${level}`)}
          words={criterion.levels[level] ?? { ja: '', en: '' }}
          most={300}
          onChange={(change) => setLevel(level, change)}
        />
      ))}
    </div>
  );
}

function Pair(props: {
  readonly label: string;
  readonly words: Words;
  readonly most: number;
  readonly isRequired?: boolean;
  readonly onChange: (change: Partial<Words>) => void;
}) {
  const { say } = useSay();
  const { label, words, most, isRequired = false, onChange } = props;
  return (
    <div className="m-grid-fields">
      <TextField
        label={say('triage.severities.in-japanese', { what: label })}
        maxLength={most}
        required={isRequired || words.en.trim() !== ''}
        value={words.ja}
        onChange={(event) => onChange({ ja: event.currentTarget.value })}
      />
      <TextField
        label={say('triage.severities.in-english', { what: label })}
        maxLength={most}
        required={isRequired || words.ja.trim() !== ''}
        value={words.en}
        onChange={(event) => onChange({ en: event.currentTarget.value })}
      />
    </div>
  );
}

function CriterionText({ criterion }: { readonly criterion: Criterion }) {
  const { say, locale } = useSay();
  return (
    <dl className="m-severity-levels">
      {severities.flatMap((level) => {
        const words = criterion.levels[level];
        return words === undefined
          ? []
          : [
              <div key={level}>
                <dt>{say(`terms.severity.${level}`)}</dt>
                <dd>{words[locale]}</dd>
              </div>,
            ];
      })}
    </dl>
  );
}
