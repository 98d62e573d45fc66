import { type TriageLevel, type TriagePriority, triageLevels, triagePriorities } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { Card } from '../../../../ui/card.tsx';
import { EditionFields, useEditionFields } from '../parts/edition-fields.tsx';
import { EditionHistory } from '../parts/edition-history.tsx';
import { PriorityMatrix } from '../parts/priority-matrix.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { TriagePage } from '../parts/triage-page.tsx';
import { type Priorities, type PriorityTable, prioritiesQuery } from '../queries.ts';
import { useSettingDraft } from '../setting.save.ts';

/** 影響度 × 緊急度 → 優先度: the table in force, the way to a new version of it, and every version there was. */
export function PrioritiesPage() {
  const { say } = useSay();
  const priorities = useQuery(prioritiesQuery);
  return (
    <TriagePage isNarrow>
      <p className="m-second">{say('triage.priorities.text')}</p>
      {priorities.data === undefined && <Waiting query={priorities} />}
      {priorities.data !== undefined && <Table key={priorities.data.latestVersion} priorities={priorities.data} />}
      {priorities.data !== undefined && (
        <EditionHistory versions={priorities.data.versions}>
          {(version) => (
            <details>
              <summary>{say('triage.priorities.show')}</summary>
              <div className="m-matrix-small">
                <PriorityMatrix table={version.table} impact={null} urgency={null} />
              </div>
            </details>
          )}
        </EditionHistory>
      )}
    </TriagePage>
  );
}

function Table({ priorities }: { readonly priorities: Priorities }) {
  const { say } = useSay();
  const draft = useSettingDraft<PriorityTable>(priorities.table, prioritiesQuery.queryKey);
  const problemOf = useFieldProblem(draft.submit.problem);
  const edition = useEditionFields();
  const set = (impact: TriageLevel, urgency: TriageLevel, priority: TriagePriority) =>
    draft.set({ ...draft.value, [impact]: { ...draft.value[impact], [urgency]: priority } });
  const save = () => {
    const body = { table: draft.value, ...edition.given };
    void draft.save(body, (idempotencyKey) =>
      call('POST /api/v1/triage-priorities', { body, version: priorities.latestVersion, idempotencyKey }),
    );
  };
  return (
    <>
      <Card title={say('triage.matrix.label')} note={say('triage.history.version', { version: priorities.version })}>
        {priorities.can.change ? (
          <table className="m-matrix m-matrix-edit" aria-label={say('triage.matrix.label')}>
            <thead>
              <tr>
                <td />
                {[...triageLevels].reverse().map((urgency) => (
                  <th key={urgency} scope="col">
                    {say('triage.field.urgency')} {say(`triage.urgency.${urgency}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {triageLevels.map((impact) => (
                <tr key={impact}>
                  <th scope="row">
                    {say('triage.field.impact')} {say(`triage.impact.${impact}`)}
                  </th>
                  {[...triageLevels].reverse().map((urgency) => (
                    <td key={urgency}>
                      <select
                        className="m-input"
                        data-priority={draft.value[impact][urgency]}
                        aria-label={say('triage.matrix.choose', {
                          impact: say(`triage.impact.${impact}`),
                          urgency: say(`triage.urgency.${urgency}`),
                        })}
                        value={draft.value[impact][urgency]}
                        onChange={(event) => set(impact, urgency, Number(event.currentTarget.value) as TriagePriority)}
                      >
                        {triagePriorities.map((priority) => (
                          <option key={priority} value={priority}>
                            {priority}
                          </option>
                        ))}
                      </select>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <PriorityMatrix table={priorities.table} impact={null} urgency={null} />
        )}
        <p className="m-second">{say('triage.priorities.hint')}</p>
      </Card>
      <SaveBar draft={draft} onSave={save}>
        <EditionFields typed={edition} problemOf={problemOf} />
      </SaveBar>
    </>
  );
}
