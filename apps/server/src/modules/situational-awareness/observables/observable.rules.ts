import {
  type ObservableDismissal,
  type ObservableRole,
  type ObservableState,
  type ObservableType,
  observableTagLimit,
  type Pap,
  type Tlp,
} from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Occurrence } from './observable.model.ts';
import { isLeftOut, type ReadyList } from './warning.rules.ts';

/** Values that one part of a record may bring; a longer list is no longer looked at by a person. */
export const mostValues = 500;
/** Characters on each side of a value that are kept to recognise it by. */
export const snippetReach = 60;

/** What is known of values; keys of `ignored` are type and value with a space between. */
export type Knowledge = {
  readonly ownDomains: readonly string[];
  readonly ignored: ReadonlySet<string>;
  /** The warning lists that are switched on. */
  readonly lists: readonly ReadyList[];
};

/** Whether a host is one of ours or below one. */
export function isOwnHost(host: string, ownDomains: readonly string[]): boolean {
  return ownDomains.some((own) => host === own || host.endsWith(`.${own}`));
}

/**
 * Why a value that was found is not counted as an observable, or null. Addresses of pages on our own domains are kept:
 * an incident may be about them.
 */
export function dismissalOf(
  { type, value, host }: { readonly type: ObservableType; readonly value: string; readonly host: string | null },
  { ignored, ownDomains, lists }: Knowledge,
): ObservableDismissal | null {
  if (ignored.has(`${type} ${value}`)) return 'ignored';
  if (host !== null && (type === 'domain' || type === 'email') && isOwnHost(host, ownDomains)) return 'own';
  if (isLeftOut({ type, value, host }, lists)) return 'well-known';
  return null;
}

/** What the order by meaning looks at; `elsewhere` counts other records that the actor sees. */
type Tellable = {
  readonly type: ObservableType;
  readonly state: ObservableState;
  readonly role: ObservableRole;
  readonly elsewhere: number;
  readonly lastSeenAt: Date;
};

/** Up to this many other records a value ties cases together; on more of them it is common. */
const fewElsewhere = 5;
const roleRanks = { attacker: 0, unknown: 1, victim: 2, benign: 3 } as const satisfies Record<ObservableRole, number>;
/** The pyramid of pain (D. Bianco, 2013) for one case: what is made for it and hardly meets by chance comes first. */
const typeRanks = {
  sha512: 0,
  sha256: 0,
  sha1: 0,
  md5: 0,
  bitcoin: 0,
  url: 1,
  domain: 1,
  email: 1,
  endpoint: 1,
  ipv4: 2,
  ipv6: 2,
  vulnerability: 2,
  'file-name': 3,
  network: 4,
} as const satisfies Record<ObservableType, number>;

/**
 * A key whose order in text is the order by meaning: what counts before what was left out, the attacker's first, what
 * few other records share before what stands here alone and that before what is common, then kinds, then the newest.
 */
export function tellingKey({ type, state, role, elsewhere, lastSeenAt }: Tellable): string {
  const tie = elsewhere === 0 ? 1 : elsewhere <= fewElsewhere ? 0 : 2;
  const age = (9_999_999_999_999 - lastSeenAt.getTime()).toString().padStart(13, '0');
  return `${state === 'current' ? 0 : 1}${roleRanks[role]}${tie}${typeRanks[type]}${age}`;
}

type Read = { readonly type: ObservableType; readonly written: string; readonly value: string | null };
/** A value of a type in its one spelling. */
export type Spelled = { readonly type: ObservableType; readonly written: string; readonly value: string };

/** The typed values, or the refusal that names the places of those that are none. */
export function decideAdded(read: readonly Read[]): readonly Spelled[] | Refusal {
  const wrong = read.flatMap(({ value }, at) =>
    value === null ? [{ path: `body.values.${at}.value`, code: 'observables.add.value-invalid' }] : [],
  );
  const first = read.find(({ value }) => value === null);
  if (first !== undefined)
    return refusal('observables.add.value-invalid', { value: first.written.slice(0, 200) }, wrong);
  return read.flatMap(({ type, written, value }) => (value === null ? [] : [{ type, written, value }]));
}

export type Correction = {
  readonly state?: ObservableState | undefined;
  readonly role?: ObservableRole | undefined;
  readonly type?: ObservableType | undefined;
  readonly tlp?: Tlp | null | undefined;
  readonly pap?: Pap | null | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly note?: string | undefined;
  /** The note that was read: when it is another now, somebody wrote meanwhile. */
  readonly noteBefore?: string | undefined;
};

/** What holds for a value on a record: its own marking, else that of the record. */
export function markingOf({
  tlp,
  pap,
  recordTlp,
  recordPap,
}: Pick<Occurrence, 'tlp' | 'pap' | 'recordTlp' | 'recordPap'>) {
  return { tlp: tlp ?? recordTlp, pap: pap ?? recordPap };
}

/** The tags after a correction: each once, in their order. */
export function tagsAfter(tags: readonly string[], { addTags = [], removeTags = [] }: Correction): readonly string[] {
  return [...new Set([...tags, ...addTags])].filter((tag) => !removeTags.includes(tag));
}

/** What a correction makes of the values; `retyped` are those that get another type. One that cannot be it refuses all. */
export function decideCorrection(
  {
    occurrences,
    retyped,
  }: {
    readonly occurrences: readonly Pick<Occurrence, 'tags' | 'note'>[];
    readonly retyped: readonly (Read & { readonly from: string })[];
  },
  change: Correction,
): { readonly retyped: readonly (Spelled & { readonly from: string })[] } | Refusal {
  const { noteBefore, ...wishes } = change;
  const isWished = Object.entries(wishes).some(
    ([name, wish]) => wish !== undefined && (!name.endsWith('Tags') || (wish as readonly string[]).length > 0),
  );
  if (!isWished) return refusal('observables.change.nothing');
  const unfit = retyped.find(({ value }) => value === null);
  if (unfit !== undefined) return refusal('observables.change.type-unfit', { value: unfit.written.slice(0, 200) });
  if (noteBefore !== undefined && occurrences.some(({ note }) => note !== noteBefore && note !== change.note))
    return refusal('observables.change.stale');
  if (occurrences.some(({ tags }) => tagsAfter(tags, change).length > observableTagLimit))
    return refusal('observables.change.too-many-tags', { limit: observableTagLimit });
  return { retyped: retyped.flatMap(({ value, ...one }) => (value === null ? [] : [{ ...one, value }])) };
}

/** A value for the team's list, or the refusal of what is none. */
export function decideKnown(read: Read | null): Pick<Spelled, 'type' | 'value'> | Refusal {
  if (read === null || read.value === null)
    return refusal('known-values.add.invalid', {}, [{ path: 'body.value', code: 'known-values.add.invalid' }]);
  return { type: read.type, value: read.value };
}
