import type { ObligationRuling } from '@matoi/contract';
import { asId, isZone, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { decideAnchor, decideAssert, spokenMoment } from './anchor.rules.ts';
import { reassess } from './assess.commands.ts';
import { decideFacts, type SaidFact } from './fact.rules.ts';
import type { AnchorKind, Precision, Text } from './obligation.model.ts';
import { showObligations } from './obligation.queries.ts';
import type { AnchorChoice, AnchorEntry } from './record.model.ts';
import {
  anchorChoices,
  anchorEntries,
  factEntries,
  insertAnchor,
  insertChoice,
  insertFacts,
  insertRuling,
  subjectOfAnchor,
} from './record.store.ts';
import { regimesInForce } from './regime.queries.ts';
import { anchorNames, factFields } from './shipped.queries.ts';
import { spokenFact } from './words.map.ts';

type Target = { readonly subject: Subject; readonly refused: Refusal | null };

/**
 * Changes wait for each other on the record, so that what is judged is what is there. Facts are asked for by the triage of
 * a report already; anchors and rulings are for the incident.
 */
async function loadTarget(work: Work, ref: string, kinds: readonly string[] = ['incident']): Promise<Target> {
  const subject = await findSubject(work, ref, { forUpdate: true });
  const refused = kinds.includes(subject.kind)
    ? await mayAnnotate(work, subject)
    : refusal('obligations.record.not-an-incident');
  return { subject, refused };
}

/** Makes what was written about the duties of a record findable. */
async function index(work: Work, subject: Subject): Promise<void> {
  const texts = (await factEntries(work, subject.id)).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? value : [],
  );
  await indexText(work, { subjectId: subject.id, part: 'obligations', texts: [...new Set(texts)].slice(0, 200) });
}

const named = (name: Text) => ({ nameJa: name.ja, nameEn: name.en });

type RecordFacts = {
  readonly subjectId: string;
  readonly entries: readonly SaidFact[];
  readonly source: string;
};

/** Somebody says what is known of fields. What was said before stays readable. */
export const recordFacts = defineCommand({
  id: 'obligations.record-facts',
  load: (work: Work, input: RecordFacts) => loadTarget(work, input.subjectId, ['incident', 'report']),
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, { entries }) => decideFacts(entries, factFields),
  async record(work, { loaded: { subject }, change: { entries }, input: { source } }) {
    await insertFacts(
      work,
      subject.id,
      entries.map(({ key, state, value, note }) => ({ code: key, state, value, source, note })),
    );
    await index(work, subject);
    for (const entry of entries) {
      const field = factFields.find(({ key }) => key === entry.key);
      if (field === undefined) continue;
      const spoken = spokenFact(entry, field);
      await recordAct(work, subject.id, {
        code: 'obligation.fact-recorded',
        params: { ...named(field.name), valueJa: spoken.ja, valueEn: spoken.en },
      });
    }
    // Nothing runs on a report: the incident that it becomes takes what was said along.
    if (subject.kind === 'incident') await reassess(work, subject.id);
    return {
      subjectId: subject.id,
      audit: { entries: entries.map(({ key, state, value }) => ({ key, state, value })), source },
      facts: [],
      result: subject.id,
    };
  },
  show: (work, id) => showObligations(work, id),
});

type Propose = {
  readonly subjectId: string;
  readonly kind: AnchorKind;
  readonly regimeId: string | null;
  readonly at: Date;
  readonly precision: Precision;
  readonly zone: string | null;
  readonly source: string;
  readonly evidence: string;
  readonly isAsserted: boolean;
  readonly reason: string;
};
type LoadedAnchors = Target & {
  readonly anchors: readonly AnchorEntry[];
  readonly choices: readonly AnchorChoice[];
  readonly zone: string;
  readonly isRegimeKnown: boolean;
};

/** Somebody proposes a moment from which a clock may count, and may say at once that it is the one that counts. */
export const proposeAnchor = defineCommand({
  id: 'obligations.propose-anchor',
  async load(work: Work, input: Propose): Promise<LoadedAnchors> {
    const target = await loadTarget(work, input.subjectId);
    return {
      ...target,
      anchors: await anchorEntries(work, target.subject.id),
      choices: await anchorChoices(work, target.subject.id),
      zone: input.zone ?? (await readSettings(work.db)).zone,
      isRegimeKnown: input.regimeId === null || (await regimesInForce(work)).some(({ id }) => id === input.regimeId),
    };
  },
  permit: (_actor, { refused }) => refused,
  decide({ anchors, choices, zone, isRegimeKnown }, input, { now }) {
    if (!isZone(zone)) return refusal('obligations.propose-anchor.zone-unknown');
    if (!isRegimeKnown) return refusal('obligations.rule.regime-unknown');
    return decideAnchor({ ...input, zone }, { anchors, choices, now });
  },
  async record(work, { loaded: { subject }, change: { at, zone, isAsserted }, input }) {
    const { kind, regimeId, precision, source, evidence, reason } = input;
    const anchorId = await insertAnchor(work, subject.id, {
      ...{ kind, regimeId, at, precision, zone, who: source, evidence },
      origin: 'person',
      originId: null,
    });
    if (isAsserted) await insertChoice(work, subject.id, { kind, regimeId, anchorId, reason });
    await recordAct(work, subject.id, {
      code: isAsserted ? 'obligation.anchor-asserted' : 'obligation.anchor-proposed',
      params: { ...named(anchorNames[kind]), at: spokenMoment(at, zone, precision), source, reason },
    });
    await reassess(work, subject.id);
    return {
      subjectId: subject.id,
      audit: { anchorId, kind, regimeId, at, precision, zone, source, isAsserted, reason },
      facts: [],
      result: subject.id,
    };
  },
  show: (work, id) => showObligations(work, id),
});

type Assert = { readonly anchorId: string; readonly isAsserted: boolean; readonly reason: string };

/** Somebody says which candidate counts, or that it counts no more. */
export const assertAnchor = defineCommand({
  id: 'obligations.assert-anchor',
  async load(work: Work, input: Assert) {
    const target = await loadTarget(work, await subjectOfAnchor(work, input.anchorId));
    const anchors = await anchorEntries(work, target.subject.id);
    const choices = await anchorChoices(work, target.subject.id);
    return { ...target, choices, anchor: anchors.find(({ id }) => id === input.anchorId) ?? null };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ anchor, choices }, input) => decideAssert(anchor, choices, input),
  async record(work, { loaded: { subject }, change: { anchor }, input: { isAsserted, reason } }) {
    const { kind, regimeId, at, zone, precision, who } = anchor;
    await insertChoice(work, subject.id, { kind, regimeId, anchorId: isAsserted ? anchor.id : null, reason });
    await recordAct(work, subject.id, {
      code: isAsserted ? 'obligation.anchor-asserted' : 'obligation.anchor-withdrawn',
      params: { ...named(anchorNames[kind]), at: spokenMoment(at, zone, precision), source: who, reason },
    });
    await reassess(work, subject.id);
    return {
      subjectId: subject.id,
      audit: { anchorId: anchor.id, kind, regimeId, isAsserted, reason },
      facts: [],
      result: subject.id,
    };
  },
  show: (work, id) => showObligations(work, id),
});

type Rule = {
  readonly subjectId: string;
  readonly regimeId: string;
  readonly ruling: ObligationRuling;
  readonly reason: string;
};

/** Somebody says that a regime applies, or that it does not, over what its rules say; both stay beside each other. */
export const ruleObligation = defineCommand({
  id: 'obligations.rule',
  async load(work: Work, input: Rule) {
    const target = await loadTarget(work, input.subjectId);
    const regime = (await regimesInForce(work)).find(({ id }) => id === input.regimeId) ?? null;
    return { ...target, regime };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ regime }) => (regime === null ? refusal('obligations.rule.regime-unknown') : { regime }),
  async record(work, { loaded: { subject }, change: { regime }, input: { regimeId, ruling, reason } }) {
    await insertRuling(work, subject.id, { regimeId, ruling, reason });
    await recordAct(work, subject.id, {
      code: `obligation.ruled-${ruling}`,
      params: { ...named(regime.shortName), reason },
    });
    await reassess(work, subject.id);
    return { subjectId: subject.id, audit: { regimeId, ruling, reason }, facts: [], result: subject.id };
  },
  show: (work, id) => showObligations(work, asId<'Subject'>(id)),
});

type Offered = Pick<AnchorEntry, 'kind' | 'at' | 'precision' | 'zone' | 'who' | 'evidence'> & {
  readonly originId: string;
};

/**
 * The same in the transaction of another module: its record has moments of its own that clocks may count from. They are
 * candidates; a human says which one counts.
 */
export async function offerAnchors(work: Work, subjectId: Subject['id'], offered: readonly Offered[]): Promise<void> {
  const anchors = await anchorEntries(work, subjectId);
  const fresh = offered.filter((one) => !anchors.some(({ originId }) => originId === one.originId));
  if (fresh.length === 0) return;
  for (const one of fresh) await insertAnchor(work, subjectId, { ...one, regimeId: null, origin: 'incident' });
  await reassess(work, subjectId);
}
