import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { addClass, changeClass } from './class.commands.ts';
import { listClasses } from './class.queries.ts';
import { viewClass } from './class.views.ts';
import type { TriageInput } from './rule.model.ts';
import { tryRules } from './rule-set.queries.ts';
import { viewProposal } from './rule-set.views.ts';
import {
  changeCalendar,
  changePriorities,
  changeRules,
  changeServiceLevels,
  changeSeverities,
} from './setting.commands.ts';
import { showCalendar, showPriorities, showRules, showServiceLevels, showSeverities } from './setting.queries.ts';
import { rsitEdition } from './shipped.queries.ts';

/** Binds the routes of the settings of triage. */
export function triageBindings(): readonly Binding[] {
  return [
    bind('triage-classes.list', async (call) => ({
      items: (await call.read(listClasses)).map(viewClass),
      rsit: rsitEdition,
      can: { change: call.actor.permissions.has('triage-classes.change') },
    })),
    bind('triage-classes.add', (call) => call.run(addClass, call.body)),
    bind('triage-classes.change', (call) => call.run(changeClass, { params: call.params, body: call.body })),
    bind('triage-priorities.show', (call) => call.read(showPriorities)),
    bind('triage-priorities.change', (call) => call.run(changePriorities, call.body)),
    bind('triage-severities.show', (call) => call.read(showSeverities)),
    bind('triage-severities.change', (call) => call.run(changeSeverities, call.body)),
    bind('triage-rules.show', (call) => call.read((reading) => showRules(reading, call.query.version))),
    bind('triage-rules.change', (call) => call.run(changeRules, call.body)),
    bind('triage-rules.try', (call) =>
      call.read(async (reading) => {
        const trial = await tryRules(reading, call.body.rules);
        const input = sampleInput(call.body.sample);
        return {
          before: viewProposal(trial.before(input)),
          after: viewProposal(trial.after(input)),
          restrictedRules: trial.restrictedRules,
        };
      }),
    ),
    bind('service-levels.show', (call) => call.read(showServiceLevels)),
    bind('service-levels.change', (call) => call.run(changeServiceLevels, call.body)),
    bind('business-calendars.show', (call) => call.read(showCalendar)),
    bind('business-calendars.change', (call) => call.run(changeCalendar, call.body)),
  ];
}

function sampleInput(sample: BodyOf<RouteWith<'triage-rules.try'>>['sample']): TriageInput {
  const { attachmentNames, reporterAddress, source, ...given } = sample;
  return {
    ...given,
    reporterAddress: reporterAddress ?? null,
    reporterName: null,
    source: source ?? null,
    // A pasted name has no media type; an inner mail is told by the ending that it would be kept under.
    attachments: attachmentNames.map((name) => ({
      name,
      mediaType: name.toLowerCase().endsWith('.eml') ? 'message/rfc822' : 'application/octet-stream',
    })),
  };
}
