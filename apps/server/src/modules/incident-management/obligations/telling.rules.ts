import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { decideFacts, type SaidFact } from './fact.rules.ts';
import type { Assessment, FactField, Facts, Filing, Regime, StageAssessment, Text } from './obligation.model.ts';
import type { Telling } from './telling.model.ts';

/** What was told counts for the clocks as a filing does, and for the comparison of what everybody was told. */
export function filingsOfTellings(tellings: readonly Telling[]): readonly Filing[] {
  return tellings
    .filter(({ takenBack }) => takenBack === null)
    .map(({ id, regimeId, stage, recipient, toldAt, told }) => ({
      ...{ id, regimeId, stage, recipient, told },
      kind: 'report' as const,
      filedAt: toldAt.toISOString(),
    }));
}

type Tell = {
  readonly regimeId: string;
  readonly stage: string;
  readonly recipient: string;
  readonly toldAt: Date;
  readonly told: readonly Pick<SaidFact, 'key' | 'state' | 'value'>[];
};

/**
 * Takes that somebody was told. Only what the company itself wants is told without a paper: law and contract want one
 * that somebody else has approved.
 */
export function decideTell(
  input: Tell,
  known: {
    readonly regime: Regime | null;
    readonly recipients: readonly string[];
    readonly fields: readonly FactField[];
    readonly now: Date;
  },
): { readonly regime: Regime; readonly told: Facts } | Refusal {
  const { regime, now } = known;
  if (regime === null) return refusal('obligations.rule.regime-unknown');
  if (regime.kind !== 'company-rule') return refusal('obligations.tell.needs-filing');
  if (!regime.stages.some(({ code }) => code === input.stage)) return refusal('filings.start.stage-unknown');
  if (!known.recipients.includes(input.recipient)) return refusal('filings.start.recipient-unknown');
  if (input.toldAt > now) return refusal('filings.file.in-the-future');
  if (input.told.length === 0) return { regime, told: {} };
  const said = decideFacts(
    input.told.map((one) => ({ ...one, note: '' })),
    known.fields,
  );
  if (isRefusal(said)) return said;
  const at = input.toldAt.toISOString();
  const told = said.entries.map(({ key, state, value }) => [key, { state, value, source: '', at }] as const);
  return { regime, told: Object.fromEntries(told) };
}

/** Only what stands is taken back. */
export function decideTakeBack({ takenBack }: Pick<Telling, 'takenBack'>): Refusal | null {
  return takenBack === null ? null : refusal('obligations.take-back.taken-back');
}

/** One line of the communication plan of a record: who is told what by when, and who was. */
export type PlanRow = {
  readonly regimeId: string;
  readonly stage: string;
  readonly rule: Text;
  readonly name: Text;
  readonly recipient: string;
  readonly recipientName: Text;
  readonly channel: Text;
  /** What is said; null where the rule leaves it open. */
  readonly what: Text | null;
  /** Role of the team. */
  readonly role: string | null;
  readonly state: StageAssessment['state'];
  readonly due: { readonly at: string; readonly on: string | null } | null;
  readonly telling: Telling | null;
};

/** The communication plan of a record: the company's own rules that apply, a line for each recipient, by their ends. */
export function planOf(given: {
  readonly assessments: readonly Assessment[];
  readonly regimes: readonly Regime[];
  readonly tellings: readonly Telling[];
}): readonly PlanRow[] {
  const standing = given.tellings.filter(({ takenBack }) => takenBack === null);
  const rows = given.assessments
    .filter(({ kind, verdict }) => kind === 'company-rule' && verdict.applicability === 'applicable')
    .flatMap(({ regimeId, version, shortName, stages }) => {
      const regime = given.regimes.find((one) => one.id === regimeId && one.version === version);
      return stages
        .filter(({ state }) => state !== 'not-applicable')
        .flatMap((stage) =>
          stage.recipients.map((recipient): PlanRow => {
            const role = regime?.recipients.find(({ code }) => code === recipient.code.split(':')[0])?.role;
            const telling = standing.find(
              (one) => one.regimeId === regimeId && one.stage === stage.stage && one.recipient === recipient.code,
            );
            const due = stage.clock?.due ?? null;
            return {
              regimeId,
              stage: stage.stage,
              rule: shortName,
              name: stage.name,
              recipient: recipient.code,
              recipientName: recipient.name,
              channel: recipient.channel,
              what: stage.note,
              role: role ?? null,
              state: stage.state,
              due: due === null ? null : { at: due.at, on: due.kind === 'day' ? due.on : null },
              telling: telling ?? null,
            };
          }),
        );
    });
  const end = ({ due }: PlanRow) => due?.at ?? '9999';
  return rows.toSorted((one, other) => end(one).localeCompare(end(other)));
}
