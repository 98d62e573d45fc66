import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { teamRoles } from '../../governance/team/index.ts';
import type { Regime } from './obligation.model.ts';
import { plainValue, viewQuestion } from './obligation.views.ts';
import { newestOwn } from './own-rule.map.ts';
import type { OwnVersion } from './own-rule.model.ts';
import { ownVersions } from './own-rule.store.ts';
import { regimesInForce } from './regime.queries.ts';
import type { Switch } from './setting.model.ts';
import { currentDeclaration, switches } from './setting.store.ts';
import { calendars, regimeTemplates, scopeQuestions, shippedRegimes } from './shipped.queries.ts';

type Shown = ResponseOf<RouteWith<'obligation-rules.show'>>;

/** What the team has declared of itself and which rules are on. */
export async function showRules(reading: Reading): Promise<Shown> {
  const declaration = await currentDeclaration(reading);
  const all = await switches(reading);
  const own = await ownVersions(reading);
  const newest = newestOwn(own);
  const isListed = ({ id, version }: Regime) =>
    !own.some(({ regimeId }) => regimeId === id) ||
    newest.some((one) => one.regimeId === id && one.version === version);
  return {
    declaration: {
      version: declaration.version,
      answers: Object.entries(declaration.answers).flatMap(([key, value]) => {
        const plain = plainValue(value ?? null);
        return plain === null ? [] : [{ key, value: plain }];
      }),
      note: declaration.note,
      declaredAt: declaration.declaredAt?.toISOString() ?? null,
      declaredBy: declaration.declaredBy,
    },
    questions: scopeQuestions.map(viewQuestion),
    rules: (await regimesInForce(reading)).filter(isListed).map((regime) => viewRule(regime, { all, own })),
    own: newest.map(({ regimeId }) => ({
      regimeId,
      versions: own
        .filter((one) => one.regimeId === regimeId)
        .toSorted((one, other) => other.version - one.version)
        .map(({ version, definition, reason, writtenAt, writtenBy }) => ({
          version,
          definition: { ...definition },
          reason,
          writtenAt: writtenAt.toISOString(),
          writtenBy,
        })),
    })),
    templates: regimeTemplates.map((template) => ({ ...template })),
    calendars: calendars.map(({ code, name }) => ({ code, name })),
    roles: teamRoles.map(({ key, name }) => ({ code: key, name })),
  };
}

type Told = { readonly all: readonly Switch[]; readonly own: readonly OwnVersion[] };

function viewRule(regime: Regime, { all, own }: Told): Shown['rules'][number] {
  const last = all.find(({ regimeId }) => regimeId === regime.id);
  const shipped = shippedRegimes.find(({ id, version }) => id === regime.id && version === regime.version);
  return {
    regimeId: regime.id,
    version: regime.version,
    jurisdiction: regime.jurisdiction,
    name: regime.name,
    shortName: regime.shortName,
    kind: regime.kind,
    confidence: regime.confidence,
    isOn: regime.isOn,
    isShippedOn: shipped?.isOn ?? true,
    isOwn: own.some(({ regimeId }) => regimeId === regime.id),
    whyOff: regime.whyOff ?? null,
    effectiveFrom: regime.effectiveFrom,
    effectiveTo: regime.effectiveTo,
    stages: regime.stages.map(({ code, name, force }) => ({ code, name, force })),
    sources: regime.sources.map(({ title, clause, url, readOn }) => ({
      title,
      clause: clause ?? null,
      url: url ?? null,
      readOn,
    })),
    switched:
      last === undefined ? null : { at: last.switchedAt.toISOString(), by: last.switchedBy, reason: last.reason },
  };
}
