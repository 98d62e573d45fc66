import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { reassess } from './assess.commands.ts';
import { groundOf, judge } from './gather.queries.ts';
import { showObligations } from './obligation.queries.ts';
import { factFields } from './shipped.queries.ts';
import { decideTakeBack, decideTell } from './telling.rules.ts';
import { insertTelling, subjectOfTelling, tellingsOn } from './telling.store.ts';

async function loadRecord(work: Work, ref: string) {
  const subject = await findSubject(work, ref, { forUpdate: true });
  const refused: Refusal | null =
    subject.kind === 'incident' ? await mayAnnotate(work, subject) : refusal('obligations.record.not-an-incident');
  return { subject, refused };
}

type Tell = { readonly subjectId: string; readonly body: BodyOf<RouteWith<'obligations.tell'>> };

/** Somebody records that a recipient of the communication plan was told: when, how, and which numbers. */
export const tell = defineCommand({
  id: 'obligations.tell',
  async load(work: Work, { subjectId, body }: Tell) {
    const target = await loadRecord(work, subjectId);
    const ground = await groundOf(work, target.subject);
    const judged = judge(ground, work.now).assessments.find(({ regimeId }) => regimeId === body.regimeId);
    const regime = ground.input.regimes.find(
      ({ id, version }) => id === judged?.regimeId && version === judged.version,
    );
    const stage = judged?.stages.find((one) => one.stage === body.stage);
    return { ...target, regime: regime ?? null, recipients: stage?.recipients ?? [] };
  },
  permit: (_actor, { refused }) => refused,
  decide({ regime, recipients }, { body }, { now }) {
    const codes = recipients.map(({ code }) => code);
    const input = { ...body, toldAt: new Date(body.toldAt) };
    const decided = decideTell(input, { regime, recipients: codes, fields: factFields, now });
    return isRefusal(decided) ? decided : { ...decided, toldAt: input.toldAt };
  },
  async record(work, { loaded: { subject, recipients }, change: { regime, told, toldAt }, input: { body } }) {
    const { stage, recipient, channel, toldTo, note } = body;
    const telling = { regimeId: regime.id, regimeVersion: regime.version, stage, recipient, channel, toldTo, note };
    const id = await insertTelling(work, subject.id, { telling: { ...telling, toldAt, told }, takesBack: null });
    const name = recipients.find(({ code }) => code === recipient)?.name ?? { ja: recipient, en: recipient };
    await recordAct(work, subject.id, {
      code: 'obligation.told',
      lane: 'communication',
      occurredAt: toldAt,
      params: { nameJa: name.ja, nameEn: name.en, ruleJa: regime.shortName.ja, ruleEn: regime.shortName.en, channel },
    });
    await reassess(work, subject.id);
    return {
      subjectId: subject.id,
      audit: { tellingId: id, regimeId: regime.id, stage, recipient, toldAt, channel, toldTo },
      facts: [],
      result: subject.id,
    };
  },
  show: (work, id) => showObligations(work, id),
});

type TakeBack = { readonly id: string; readonly reason: string };

/** Somebody says that a recipient was not told after all. What was recorded stays, and its clock runs again. */
export const takeBackTelling = defineCommand({
  id: 'obligations.take-back',
  async load(work: Work, { id }: TakeBack) {
    const target = await loadRecord(work, await subjectOfTelling(work, id));
    const tellings = await tellingsOn(work, target.subject.id);
    return { ...target, telling: tellings.find((one) => one.id === id) ?? null };
  },
  permit: (_actor, { refused }) => refused,
  decide({ telling }) {
    if (telling === null) return refusal('record.find.not-found');
    return decideTakeBack(telling) ?? { telling };
  },
  async record(work, { loaded: { subject }, change: { telling }, input: { reason } }) {
    await insertTelling(work, subject.id, { telling: { ...telling, note: reason }, takesBack: telling.id });
    await recordAct(work, subject.id, { code: 'obligation.telling-taken-back', params: { reason } });
    await reassess(work, subject.id);
    return { subjectId: subject.id, audit: { tellingId: telling.id, reason }, facts: [], result: subject.id };
  },
  show: (work, id) => showObligations(work, id),
});
