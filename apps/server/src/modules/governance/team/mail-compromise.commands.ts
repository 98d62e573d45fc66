import { refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { lockMailCompromise, readMailCompromise, writeMailCompromise } from '../../../platform/settings/index.ts';

/** Whether the team holds its mail for compromised now. */
export async function showMailCompromise(reading: Reading) {
  const state = await readMailCompromise(reading.db);
  return { active: state === null ? null : { ...state, since: state.since.toISOString() } };
}

async function load(work: Work) {
  await lockMailCompromise(work.db);
  return readMailCompromise(work.db);
}

/** "Mail may be compromised" for the whole team: from now on nothing leaves by mail by itself. */
export const beginMailCompromise = defineCommand({
  id: 'mail-compromise.begin',
  load: (work: Work, _input: { readonly reason: string }) => load(work),
  permit: permitAll,
  decide: (state, { reason }) => (state === null ? { reason } : refusal('mail-compromise.begin.already')),
  async record(work, { change: { reason } }) {
    await writeMailCompromise(work.db, { reason, since: work.now, by: actorLink(work.actor) }, work.now);
    return { subjectId: null, audit: { reason }, facts: [{ kind: 'mail-compromise.begun' as const }], result: null };
  },
  show: (work) => showMailCompromise(work),
});

/** Mail can be trusted again. What was withheld meanwhile stays withheld. */
export const endMailCompromise = defineCommand({
  id: 'mail-compromise.end',
  load: (work: Work, _input: { readonly reason: string }) => load(work),
  permit: permitAll,
  decide: (state, { reason }) =>
    state === null ? refusal('mail-compromise.end.not-begun') : { reason, since: state.since.toISOString() },
  async record(work, { change }) {
    await writeMailCompromise(work.db, null, work.now);
    return { subjectId: null, audit: change, facts: [{ kind: 'mail-compromise.ended' as const }], result: null };
  },
  show: (work) => showMailCompromise(work),
});
