import { isRefusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { insertSummary } from '../handling.store.ts';
import type { Incident, Texts } from '../incident.model.ts';
import { showIncident } from '../incident.queries.ts';
import { updateIncident } from '../incident.store.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf } from './load.ts';

/** Writes a new version of the summary. The version that was read is the summary's own, 0 before the first. */
export const writeSummary = defineCommand({
  id: 'incidents.summarise',
  load: (work: Work, input: OnIncident & { readonly body: Texts }) => loadIncident(work, input),
  versioned: {
    of: (incident: Incident) => incident.summaryVersion,
    show: (work: Work, incident: Incident) => showIncident(work, incident.id),
  },
  permit: permitAll,
  decide(incident, { body }) {
    const closed = refusedWhenClosed(incident);
    return isRefusal(closed) ? closed : { version: incident.summaryVersion + 1, texts: body };
  },
  async record(work, { loaded: incident, change: { version, texts } }) {
    const id = subjectIdOf(incident);
    await insertSummary(work, incident.id, { version, texts });
    await updateIncident(work, incident.id, { summaryVersion: version }, { isVersioned: false });
    await indexText(work, {
      subjectId: id,
      part: 'summary',
      texts: [texts.technical, texts.plain, ...texts.known, ...texts.unknown, ...texts.assumed],
    });
    await recordAct(work, id, { code: 'incident.summary-written', params: { version: String(version) } });
    return {
      subjectId: id,
      audit: { version, ...texts },
      facts: [{ kind: 'incident.summary-written' as const, version }],
      result: incident.id,
    };
  },
  show,
});
