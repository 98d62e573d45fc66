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
