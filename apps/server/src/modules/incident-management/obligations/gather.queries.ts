import { createHash } from 'node:crypto';
import { asId, canonicalJson } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { wholeOf } from '../../../platform/subjects/index.ts';
import { scopeOn } from '../../casework/scope/index.ts';
import { assess } from './assess.rules.ts';
import { derivedFacts } from './derived.rules.ts';
import type { DutyFiling } from './filing.model.ts';
import { filingsOn } from './filing.store.ts';
import type { AnchorCandidate, AssessInput, Assessment } from './obligation.model.ts';
import type { AnchorChoice, AnchorEntry, FactEntry, Known, RulingEntry } from './record.model.ts';
import { askedFactsOf, candidatesOf, factsOf, filedOf, rulingsOf, withDerived } from './record.rules.ts';
import { anchorChoices, anchorEntries, factEntries, knownOf, rulingsOn } from './record.store.ts';
import { regimesInForce } from './regime.queries.ts';
import { currentDeclaration } from './setting.store.ts';
import { calendars, phrases } from './shipped.queries.ts';
import type { Telling } from './telling.model.ts';
import { filingsOfTellings } from './telling.rules.ts';
import { tellingsOn } from './telling.store.ts';

/** Everything on a record that its duties rest on. */
export type Ground = {
  readonly entries: readonly FactEntry[];
  readonly anchors: readonly AnchorEntry[];
  readonly candidates: readonly AnchorCandidate[];
  readonly choices: readonly AnchorChoice[];
  readonly rulings: readonly RulingEntry[];
  readonly filings: readonly DutyFiling[];
  readonly tellings: readonly Telling[];
  readonly known: Known | null;
  /** Of the team. */
  readonly zone: string;
  /** What the rules are asked with, without the moment. */
  readonly input: Omit<AssessInput, 'now'>;
};

/** Reads what the duties of a record rest on. */
export async function groundOf(reading: Reading, subject: { readonly id: string }): Promise<Ground> {
  const entries = await factEntries(reading, subject.id);
  const anchors = await anchorEntries(reading, subject.id);
  const choices = await anchorChoices(reading, subject.id);
  const rulings = await rulingsOn(reading, subject.id);
  // What was merged into it was filed and told for it as well.
  const { ids } = await wholeOf(reading, { id: asId<'Subject'>(subject.id), kind: 'incident' });
  const filings = (await Promise.all(ids.map((id) => filingsOn(reading, id)))).flat();
  const tellings = (await Promise.all(ids.map((id) => tellingsOn(reading, id)))).flat();
  const known = await knownOf(reading, subject.id);
  const candidates = candidatesOf(anchors, choices);
  const facts = withDerived(factsOf(entries), derivedFacts(known, await scopeOn(reading, subject.id)));
  return {
    entries,
    anchors,
    candidates,
    choices,
    rulings,
    filings,
    tellings,
    known,
    zone: (await readSettings(reading.db)).zone,
    input: {
      regimes: await regimesInForce(reading),
      calendars,
      scope: (await currentDeclaration(reading)).answers,
      facts,
      anchors: candidates,
      filings: [...filedOf(filings), ...filingsOfTellings(tellings)],
      rulings: rulingsOf(rulings),
      phrases,
      openedAt: beginningOf(subject.id),
    },
  };
}

/** The moment at which a record was registered stands in its id (UUIDv7, RFC 9562). */
function beginningOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString();
}

/** What the rules say at a moment. */
export function judge({ input }: Pick<Ground, 'input'>, now: Date): Judged {
  const assessments = assess({ ...input, now: now.toISOString() });
  return { assessments, asked: askedFactsOf(assessments) };
}

export type Judged = { readonly assessments: readonly Assessment[]; readonly asked: readonly string[] };

/** A hash of everything that is judged, regimes and calendars among it: another one means that it has to be judged again. */
export function basisOf({ input, known }: Pick<Ground, 'input' | 'known'>): string {
  const { calendars: used, phrases: _, ...rest } = input;
  const editions = used.map(({ code, version }) => `${code} ${version}`);
  const text = canonicalJson({ ...rest, editions, isOpen: known?.isOpen ?? true });
  return createHash('sha256').update(text).digest('hex');
}
