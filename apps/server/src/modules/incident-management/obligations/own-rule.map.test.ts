import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { versionOn } from './applicability.rules.ts';
import { assess } from './assess.rules.ts';
import { decideOwnRule, laidOut, mostOwnRules, newestOwn } from './own-rule.map.ts';
import type { OwnVersion } from './own-rule.model.ts';
import { ownVocabulary } from './own-rule.queries.ts';
import { calendars, phrases, regimeTemplates, shippedRegimes } from './shipped.queries.ts';

const template = regimeTemplates.find(({ id }) => id === 'template-severity-ciso');
if (template === undefined) throw new Error('the template is gone');
const definition = { ...template, id: 'own-ciso', effectiveFrom: '2026-04-01' };
const known = (versions: readonly OwnVersion[]) => ({ versions, vocabulary: ownVocabulary });
const by = { kind: 'user', id: 'u', name: '佐伯' } as const;

function version(number: number, change: object = {}): OwnVersion {
  const decided = decideOwnRule({ definition: { ...definition, ...change }, read: 0 }, known([]));
  if (isRefusal(decided)) throw new Error(decided.code);
  const { regime } = decided;
  return {
    regimeId: regime.id,
    version: number,
    definition: { ...regime, version: number },
    reason: 'x',
    writtenAt: new Date(0),
    writtenBy: by,
  };
}

const codeOf = (decided: ReturnType<typeof decideOwnRule>) => (isRefusal(decided) ? decided.code : null);
const decide = (change: object, read: number, versions: readonly OwnVersion[]) =>
  decideOwnRule({ definition: { ...definition, ...change }, read }, known(versions));

describe("a rule of the team's own", () => {
  it('is refused with the place and kind of everything that is wrong with it', () => {
    const decided = decide(
      { triggers: [{ ...template.triggers[0], when: { fact: 'no.such', is: true } }], effectiveTo: '2026-01-01' },
      0,
      [],
    );
    expect(decided).toMatchObject({
      code: 'obligation-rules.write.wrong-definition',
      fields: expect.arrayContaining([
        expect.objectContaining({
          path: 'body.definition.triggers.0.when.fact',
          code: 'obligation-rules.definition.unknown-fact',
        }),
        expect.objectContaining({ path: 'body.definition.effectiveTo' }),
      ]),
    });
  });

  it('is refused under the id of a law, of a template, or any that a later release could ship', () => {
    for (const id of [shippedRegimes[0]?.id, template.id, 'jp-new-law'])
      expect(codeOf(decide({ id }, 0, []))).toBe('obligation-rules.write.wrong-definition');
  });

  it('is refused over another version than the one that was read', () => {
    expect(codeOf(decide({}, 1, []))).toBe('obligation-rules.write.superseded');
    expect(codeOf(decide({}, 0, [version(1)]))).toBe('obligation-rules.write.superseded');
  });

  it('is refused when nothing changed, or when the change begins before the version that it follows', () => {
    expect(codeOf(decide({}, 1, [version(1)]))).toBe('obligation-rules.write.as-it-is');
    for (const effectiveFrom of [null, '2026-03-31'])
      expect(codeOf(decide({ effectiveFrom }, 1, [version(1)]))).toBe('obligation-rules.write.begins-earlier');
  });

  it('is refused beyond the number that every record is asked about', () => {
    const many = Array.from({ length: mostOwnRules }, (_, at) => ({ ...version(1), regimeId: `own-${at}` }));
    expect(codeOf(decide({ id: 'own-more' }, 0, many))).toBe('obligation-rules.write.too-many');
  });

  it('never poses as a law of a country, whatever its file says', () => {
    const decided = decide({ family: 'jp-appi', jurisdiction: 'jp', version: 7 }, 0, []);
    expect(decided).toMatchObject({ regime: { family: 'own', jurisdiction: 'own', version: 1 } });
  });
});

describe('the versions of a rule', () => {
  const versions = [version(1), version(2, { effectiveFrom: '2026-10-01' })];

  it('follow each other without a gap and without an overlap', () => {
    const regimes = laidOut(versions);
    expect(versionOn(regimes, '2026-03-31')).toBeNull();
    expect(versionOn(regimes, '2026-09-30')?.version).toBe(1);
    expect(versionOn(regimes, '2026-10-01')?.version).toBe(2);
  });

  it('do not come back when a later one ends', () => {
    const ended = laidOut([...versions, version(3, { effectiveFrom: '2026-11-01', effectiveTo: '2026-11-30' })]);
    expect(versionOn(ended, '2026-11-30')?.version).toBe(3);
    expect(versionOn(ended, '2026-12-01')).toBeNull();
  });

  it('are replaced whole by one that begins on the same day: a correction', () => {
    const corrected = laidOut([version(1), version(2)]);
    expect(versionOn(corrected, '2026-04-01')?.version).toBe(2);
    expect(versionOn(corrected, '2026-03-31')).toBeNull();
  });

  it('judge a record by the one that held at its anchor: 30 minutes then, 15 now', () => {
    const stage = template.stages[0];
    if (stage === undefined) throw new Error('the template has no stage');
    const shorter = { ...stage, counting: { strategy: 'elapsed', minutes: 15, shownIn: 'minutes' } };
    const regimes = laidOut([version(1), version(2, { effectiveFrom: '2026-10-01', stages: [shorter] })]);
    const dueOf = (at: string) =>
      assess({
        regimes,
        calendars,
        phrases,
        scope: {},
        facts: { 'incident.severity': { state: 'confirmed', value: 'critical', source: '', at } },
        anchors: [
          {
            ...{ id: 'a', kind: 'known', regimeId: null, at, precision: 'minute', zone: 'Asia/Tokyo', source: '当直' },
            evidence: null,
            assertion: { by: '佐伯', at, reason: '' },
          },
        ],
        filings: [],
        rulings: [],
        now: '2026-11-24T00:00:00.000Z',
      })[0]?.stages[0]?.clock?.due?.at;
    expect(dueOf('2026-09-30T03:00:00.000Z')).toBe('2026-09-30T03:30:00.000Z');
    expect(dueOf('2026-11-23T20:40:00.000Z')).toBe('2026-11-23T20:55:00.000Z');
  });

  it('are listed by the newest', () => {
    expect(newestOwn(versions).map((one) => one.version)).toEqual([2]);
  });
});
