import { type Binding, bind } from '../../../platform/http/index.ts';
import { createPlaybook, discardDraft, publishPlaybook, saveDraft } from './playbook.commands.ts';
import { listPlaybooks, showDifference, showDraft, showPlaybook } from './playbook.queries.ts';
import { assignStep, changeStep, endRun, moveRun, resumeRun, startPlaybook } from './run.commands.ts';
import { listRunsAndProposals, showRunDifference } from './run.queries.ts';

/** Binds the routes of playbooks and of their runs. */
export function playbooksBindings(): readonly Binding[] {
  return [
    bind('playbooks.list', (call) => call.read((reading) => listPlaybooks(reading, call.query))),
    bind('playbooks.create', (call) => call.run(createPlaybook, call.body)),
    bind('playbooks.show', (call) =>
      call.read((reading) => showPlaybook(reading, { code: call.params.code, version: call.query.version })),
    ),
    bind('playbooks.draft', (call) => call.read((reading) => showDraft(reading, call.params.code))),
    bind('playbooks.save-draft', (call) => call.run(saveDraft, { code: call.params.code, body: call.body })),
    bind('playbooks.discard-draft', (call) => call.run(discardDraft, { code: call.params.code })),
    bind('playbooks.publish', (call) => call.run(publishPlaybook, { code: call.params.code, body: call.body })),
    bind('playbooks.difference', (call) =>
      call.read((reading) => showDifference(reading, { code: call.params.code, ...call.query })),
    ),
    bind('playbook-runs.list', (call) => call.read((reading) => listRunsAndProposals(reading, call.query))),
    bind('playbook-runs.start', (call) => call.run(startPlaybook, call.body)),
    bind('playbook-runs.change-step', (call) => call.run(changeStep, { ...call.params, body: call.body })),
    bind('playbook-runs.assign-step', (call) => call.run(assignStep, { ...call.params, body: call.body })),
    bind('playbook-runs.difference', (call) =>
      call.read((reading) => showRunDifference(reading, { id: call.params.id, to: call.query.to })),
    ),
    bind('playbook-runs.move', (call) => call.run(moveRun, { id: call.params.id, to: call.body.to })),
    bind('playbook-runs.end', (call) => call.run(endRun, { id: call.params.id, reason: call.body.reason })),
    bind('playbook-runs.resume', (call) => call.run(resumeRun, { id: call.params.id })),
  ];
}
