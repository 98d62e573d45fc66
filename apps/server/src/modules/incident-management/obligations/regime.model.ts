import type { AnchorKind, Condition, Confidence, DayText, RegimeKind, Text, Zone } from './fact.model.ts';

export type Source = {
  /** Document and clause, as it is cited. */
  readonly title: Text;
  readonly clause?: Text;
  readonly url?: string;
  /** The day on which the text was read; null when nobody has noted one. */
  readonly readOn: DayText | null;
};

export type Trigger = {
  readonly code: string;
  readonly name: Text;
  readonly clause?: Text;
  readonly when: Condition;
};

export type Recipient = {
  readonly code: string;
  readonly name: Text;
  readonly channel: Text;
  readonly url?: string;
  /** Asked of scope and facts; without it always. Unknown counts as yes. */
  readonly when?: Condition;
  /** One recipient for each code of this fact (`eu.countries` → `sa-eu:DE`). */
  readonly forEach?: string;
  /** Form view (`data/form-views.v1.json`) in which drafts for this recipient are composed. */
  readonly view?: string;
  /** Role of the team that it is: whoever holds it now is shown beside it. */
  readonly role?: string;
};

/** A calendar by its code, or the one of a country that the team has declared (`eu-` + `scope.eu.member-state`). */
export type CalendarChoice = string | { readonly byScope: string; readonly prefix: string };

/** How a period is counted; each family has its own strategy. See the README of the module. */
export type Counting =
  /** The day of the anchor is day 1; a last day that is closed moves to the next open day (JP, APPI). */
  | { readonly strategy: 'jp-days-inclusive'; readonly days: number; readonly calendar: string }
  /** Nobody has confirmed whether the first day counts and whether closed days move it: all readings, the earliest warns. */
  | {
      readonly strategy: 'jp-days-unsettled';
      readonly days: number;
      readonly firstDay: 'counts' | 'unsettled';
      readonly calendar: string;
    }
  /** 「概ね3～5日」: a window of days, the day of the anchor is day 1, closed days move nothing. */
  | {
      readonly strategy: 'guideline-days';
      readonly fromDay: number;
      readonly throughDay: number;
      readonly calendar: string;
    }
  /** Time that passes, over weekends and holidays: GDPR, NIS2, CRA, contracts, the company's own rules. */
  | { readonly strategy: 'elapsed'; readonly minutes: number; readonly shownIn: 'minutes' | 'hours' | 'days' }
  /** Regulation (EEC, Euratom) 1182/71: the day of the anchor does not count, closed last days move, two working days at least. */
  | {
      readonly strategy: 'eu-period';
      readonly unit: 'days' | 'months';
      readonly length: number;
      readonly calendar: CalendarChoice;
    }
  /** DORA initial: hours from the classification and hours from awareness, the earlier; the second lapses when it had passed before. */
  | {
      readonly strategy: 'dora-initial';
      readonly hoursFromClassified: number;
      readonly hoursFromKnown: number;
      readonly relief: DoraRelief;
    }
  | { readonly strategy: 'dora-hours'; readonly hours: number; readonly relief: DoraRelief }
  | { readonly strategy: 'dora-months'; readonly months: number; readonly relief: DoraRelief }
  /** The day of the anchor is day 0; only open days count; `closesAt` is the local time at which the recipient closes. */
  | {
      readonly strategy: 'business-days';
      readonly days: number;
      readonly calendar: CalendarChoice;
      readonly closesAt: string | null;
    }
  /** The day of the anchor does not count; closed days move nothing (SG). */
  | { readonly strategy: 'calendar-days-after'; readonly days: number; readonly zone: Zone }
  /** 速やかに, without undue delay: no figure is given anywhere, so none is invented. */
  | { readonly strategy: 'without-delay' };
export type CountingStrategy = Counting['strategy'];

/** DORA art. 5(4), (5): noon of the next working day; not for some entities, so a condition over the scope. */
export type DoraRelief = { readonly calendar: CalendarChoice; readonly unless: Condition | null };

/** On what a stage hangs. */
export type StageAnchor =
  | { readonly on: 'anchor'; readonly kind: AnchorKind }
  /** On the (latest) filing of an earlier stage of the same regime. */
  | { readonly on: 'filing'; readonly stage: string; readonly which: 'first' | 'latest' };

export type Stage = {
  readonly code: string;
  readonly name: Text;
  /** What a late stage is called: `law` 期限超過, `guideline` 目安超過. */
  readonly force: RegimeKind;
  readonly isMandatory: boolean;
  readonly anchor: StageAnchor;
  readonly counting: Counting;
  /** Another counting when one of these triggers holds (APPI 3号: 60 days instead of 30). The first that matches. */
  readonly variants?: readonly { readonly triggers: readonly string[]; readonly counting: Counting }[];
  /** Only when this holds (GDPR 34: high risk). Without it always. */
  readonly when?: Condition;
  /** Codes of recipients of the regime. */
  readonly recipients: readonly string[];
  /** Whether each recipient has to have it or one of them is enough. */
  readonly filedWith: 'all' | 'any';
  /** A filing of these stages within the time of this one counts for this one too (確報 within the time of the 速報). */
  readonly satisfiedBy?: readonly string[];
  readonly dueSoonMinutes?: number;
  readonly note?: Text;
  readonly confidence?: Confidence;
};

export type Regime = {
  readonly id: string;
  readonly version: number;
  /** Regimes that count and speak alike: `jp-appi`, `eu-hours` … */
  readonly family: string;
  /** ISO 3166-1 alpha-2 in lower case, `eu`, or `own`. */
  readonly jurisdiction: string;
  readonly name: Text;
  readonly shortName: Text;
  readonly kind: RegimeKind;
  readonly confidence: Confidence;
  /** What it ships as; the team may switch it. `unconfirmed` is never on in what we ship. */
  readonly isOn: boolean;
  readonly whyOff?: Text;
  readonly sources: readonly Source[];
  /** Local days, first and last; null is open. A start that is not known yet is `isStartOpen`. */
  readonly effectiveFrom: DayText | null;
  readonly effectiveTo: DayText | null;
  readonly isStartOpen?: boolean;
  readonly zone: Zone;
  /** Who falls under it, asked of the scope; `{ always: true }` for everybody. */
  readonly scope: Condition;
  /** It applies when one of them holds. */
  readonly triggers: readonly Trigger[];
  /** … unless this holds for certain (encryption whose key is safe). */
  readonly exclusion?: { readonly name: Text; readonly clause?: Text; readonly when: Condition };
  readonly recipients: readonly Recipient[];
  readonly stages: readonly Stage[];
  readonly notes?: readonly Text[];
};

/** Days on which an office is closed. A day outside of `from` … `to` is never guessed. */
export type HolidayCalendar = {
  readonly code: string;
  readonly name: Text;
  readonly zone: Zone;
  readonly version: number;
  readonly source: string;
  /** First and last day that it knows. */
  readonly from: DayText;
  readonly to: DayText;
  /** Days after this one are computed, not proclaimed; null: nobody has compared any of them with the official list. */
  readonly verifiedTo: DayText | null;
  /** ISO 8601: 6 Saturday, 7 Sunday. */
  readonly weekend: readonly number[];
  readonly holidays: Readonly<Record<DayText, Text>>;
  /** `12-29` to `01-03`. */
  readonly yearly: readonly { readonly from: string; readonly until: string; readonly name: Text }[];
};
