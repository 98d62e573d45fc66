import type { SilenceScope } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { findSubject, type Subject } from '../../../platform/subjects/index.ts';
import type { Silence } from './message.model.ts';
import { heldIn, mayBegin } from './silence.rules.ts';
import { endSilence, insertSilence } from './silence.store.ts';
import { viewSilence } from './silence.views.ts';
import { silencesOf } from './whole.queries.ts';

type Begin = {
  readonly params: { readonly id: string };
  readonly body: { readonly scope: SilenceScope; readonly reason: string };
};
type Loaded = { readonly subject: Subject; readonly silences: readonly Silence[] };

/** "Mail may be compromised": from now on nothing leaves by mail from the record, or from its whole compartment. */
export const beginMailSilence = defineCommand({
  id: 'correspondence.silence',
  load: (work: Work, { params }: Begin) => loadSilences(work, params.id),
  permit: (actor, _loaded, { body }) => mayBegin(body.scope, actor.roles),
  decide: ({ subject, silences }, { body }) =>
    heldIn(silences, body.scope, subject.id) === null ? body : refusal('correspondence.silence.already'),
  async record(work, { loaded: { subject }, change: { scope, reason } }) {
    await insertSilence(work, {
      subjectId: scope === 'record' ? subject.id : null,
      compartmentId: subject.compartmentId,
      reason,
      begunBy: actorLink(work.actor),
    });
    return { subjectId: subject.id, audit: { scope, reason }, facts: [], result: subject };
  },
  show: (work, subject) => showSilences(work, subject),
});

type End = { readonly params: { readonly id: string }; readonly body: { readonly scope: SilenceScope } };

/** Lets mail leave again. */
export const endMailSilence = defineCommand({
  id: 'correspondence.end-silence',
  load: (work: Work, { params }: End) => loadSilences(work, params.id),
  permit: permitAll,
  decide: ({ subject, silences }, { body }) =>
    heldIn(silences, body.scope, subject.id) ?? refusal('correspondence.end-silence.not-silenced'),
  async record(work, { loaded: { subject }, change: silence, input }) {
    await endSilence(work, silence.id, actorLink(work.actor));
    const audit = { scope: input.body.scope, reason: silence.reason, begunAt: silence.begunAt };
    return { subjectId: subject.id, audit, facts: [], result: subject };
  },
  show: (work, subject) => showSilences(work, subject),
});

async function loadSilences(work: Work, ref: string): Promise<Loaded> {
  const subject = await findSubject(work, ref, { forUpdate: true });
  return { subject, silences: await silencesOf(work, subject) };
}

async function showSilences(reading: Reading, subject: Subject) {
  return { silences: (await silencesOf(reading, subject)).map(viewSilence) };
}
