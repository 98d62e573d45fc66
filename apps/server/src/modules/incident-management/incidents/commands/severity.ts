import { isRefusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { noteRecord } from '../../obligations/index.ts';
import { knowOf } from '../../playbooks/index.ts';
import { type SeverityTable, severityTable } from '../../triage/index.ts';
import { insertSeverityDecision } from '../handling.store.ts';
import type { Incident } from '../incident.model.ts';
import { updateIncident } from '../incident.store.ts';
import { decideSeverity as decide, type SeverityInput } from '../severity.rules.ts';
import { severityWords } from '../words.map.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf, versionOf } from './load.ts';

type Decide = OnIncident & { readonly body: SeverityInput };
type Loaded = Incident & { readonly table: SeverityTable; readonly tableVersion: number };

/** Decides the severity by the table in force: what it proposes, or something else with a reason. */
export const decideSeverity = defineCommand({
  id: 'incidents.decide-severity',
  async load(work: Work, input: Decide): Promise<Loaded> {
    const { table, version } = await severityTable(work);
    return { ...(await loadIncident(work, input)), table, tableVersion: version };
  },
  versioned: versionOf<Loaded>(),
  permit: permitAll,
  decide(incident, { body }) {
    const decided = refusedWhenClosed(incident) ?? decide(incident.table, body);
    return isRefusal(decided) ? decided : { ...decided, tableVersion: incident.tableVersion };
  },
  async record(work, { loaded: incident, change }) {
    await updateIncident(work, incident.id, { severity: change.severity });
    await knowOf(work, subjectIdOf(incident), { severity: change.severity });
    await noteRecord(work, subjectIdOf(incident), { severity: change.severity });
    await insertSeverityDecision(work, incident.id, change);
    await recordAct(work, subjectIdOf(incident), {
      code: 'incident.severity-decided',
      params: { ...severityWords(change.severity), reason: change.reason ?? '' },
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: { before: { severity: incident.severity }, after: change },
      facts: [{ kind: 'incident.severity-changed' as const, severity: change.severity }],
      result: incident.id,
    };
  },
  show,
});
