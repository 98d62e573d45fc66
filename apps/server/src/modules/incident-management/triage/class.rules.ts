import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Bilingual, ClassLink, ClassRow, TriageClass } from './class.model.ts';

/** The classes that the program brings along, as its data files hold them. */
export type ShippedClasses = {
  readonly rsit: {
    readonly groups: readonly { readonly code: string; readonly name: Bilingual }[];
    readonly classes: readonly (ShippedClass & { readonly group: string })[];
  };
  readonly own: { readonly classes: readonly (ShippedClass & { readonly rsitCode: string | null })[] };
};

type ShippedClass = {
  readonly code: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly reading: string;
  readonly isMalicious: boolean;
};

const testType = 'rsit:test:test';

/** The classes as they stand: those of the program with the changes of the team, then the team's own. */
export function mergeClasses(shipped: ShippedClasses, rows: readonly ClassRow[]): readonly TriageClass[] {
  const changed = new Map(rows.map((row) => [row.code, row]));
  const groups = new Map(shipped.rsit.groups.map((group) => [group.code, group]));
  const rsit = shipped.rsit.classes.map((one): TriageClass => {
    const group = groups.get(one.group) ?? null;
    return complete({ ...one, rsitCode: one.code, ...unchanged }, changed.get(one.code), group);
  });
  const own = shipped.own.classes.map((one) => complete({ ...one, ...unchanged }, changed.get(one.code), null));
  const known = new Set([...rsit, ...own].map((one) => one.code));
  const added = rows.filter((row) => !known.has(row.code)).map((row) => complete(row, undefined, null));
  return [...own, ...added, ...rsit];
}

const unchanged = { isRetired: false, version: 1 } as const;

function complete(base: ClassRow, change: ClassRow | undefined, group: TriageClass['group']): TriageClass {
  const { code, name, description, reading, rsitCode, isMalicious, isRetired, version } = change ?? base;
  return {
    code,
    scheme: code.startsWith('rsit:') ? 'rsit' : 'own',
    group,
    name,
    description,
    reading,
    rsitCode,
    isMalicious,
    isCounted: rsitCode !== testType,
    isRetired,
    version,
  };
}

/** What other records show of classes; a code that nobody knows any more is shown by itself. */
export function linksOf(classes: readonly TriageClass[], codes: readonly string[]): ReadonlyMap<string, ClassLink> {
  const known = new Map(classes.map((one) => [one.code, one]));
  return new Map(
    codes.map((code) => {
      const found = known.get(code);
      const name = found?.name ?? { ja: code, en: code };
      return [code, { code, name, scheme: found?.scheme ?? (code.startsWith('rsit:') ? 'rsit' : 'own') }];
    }),
  );
}

export type AddClass = BodyOf<RouteWith<'triage-classes.add'>>;
export type ChangeClass = BodyOf<RouteWith<'triage-classes.change'>>;

/** A class as it is added, or why not: a code is given once, and the type of RSIT must exist. */
export function decideAddedClass(classes: readonly TriageClass[], input: AddClass): ClassRow | Refusal {
  if (classes.some((one) => one.code === input.code)) {
    const code = 'triage-classes.add.code-taken';
    return refusal(code, { class: input.code }, [{ path: 'body.code', code }]);
  }
  if (!isRsitType(classes, input.rsitCode)) return rsitUnknown();
  return {
    code: input.code,
    name: input.name,
    description: input.description ?? { ja: '', en: '' },
    reading: input.reading ?? '',
    rsitCode: input.rsitCode,
    isMalicious: input.isMalicious,
    isRetired: false,
    version: 1,
  };
}

/** A class as it is from now on. Of RSIT only the Japanese words are ours, and whether the team uses it. */
export function decideChangedClass(
  found: TriageClass,
  input: ChangeClass,
  classes: readonly TriageClass[],
): ClassRow | Refusal {
  const { code, name, description, reading, rsitCode, isMalicious, isRetired, version } = found;
  const change = {
    code,
    name: input.name ?? name,
    description: input.description ?? description,
    reading: input.reading ?? reading,
    rsitCode: input.rsitCode === undefined ? rsitCode : input.rsitCode,
    isMalicious: input.isMalicious ?? isMalicious,
    isRetired: input.isRetired ?? isRetired,
    version: version + 1,
  };
  const isSameType = change.rsitCode === rsitCode && change.isMalicious === isMalicious;
  const isSameEnglish = change.name.en === name.en && change.description.en === description.en;
  if (found.scheme === 'rsit' && !(isSameType && isSameEnglish)) return refusal('triage-classes.change.rsit-fixed');
  return change.rsitCode === rsitCode || isRsitType(classes, change.rsitCode) ? change : rsitUnknown();
}

function isRsitType(classes: readonly TriageClass[], code: string | null): boolean {
  return code === null || classes.some((one) => one.scheme === 'rsit' && one.code === code);
}

function rsitUnknown(): Refusal {
  const code = 'triage-classes.change.rsit-unknown';
  return refusal(code, {}, [{ path: 'body.rsitCode', code }]);
}
