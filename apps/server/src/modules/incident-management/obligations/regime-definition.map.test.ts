import { describe, expect, it } from 'vitest';
import type { Regime } from './obligation.model.ts';
import { readDefinition } from './regime-definition.map.ts';
import {
  calendars,
  factFields,
  formViews,
  homeCalendar,
  phrases,
  regimeTemplates,
  reminderRows,
  scopeQuestions,
  shippedRegimes,
} from './shipped.queries.ts';

const vocabulary = { fields: factFields, questions: scopeQuestions, calendars, views: formViews, takenIds: [] };
const template = regimeTemplates.find(({ id }) => id === 'template-severity-ciso');
if (template === undefined) throw new Error('no template');
const [stage] = template.stages;
const [trigger] = template.triggers;
if (stage === undefined || trigger === undefined) throw new Error('the template is empty');
const problemsOf = (given: unknown) => {
  const read = readDefinition(given, vocabulary);
  return 'problems' in read ? read.problems.map(({ path, code, detail }) => `${code} ${path} ${detail}`.trim()) : [];
};
const withStage = (more: object) => ({ ...template, stages: [{ ...stage, ...more }] });
const withWhen = (when: unknown) => ({ ...template, triggers: [{ ...trigger, when }] });

describe('a definition is refused', () => {
  it.each([
    ['nothing', null],
    ['a word', 'regime'],
    ['without stages', { ...template, stages: [] }],
    ['with a field that nobody knows', { ...template, isSecret: true }],
    ['with one language only', { ...template, name: { ja: '社内規程' } }],
    ['with an empty name', { ...template, name: { ja: ' ', en: 'rule' } }],
    [
      'with a link that is a script',
      { ...template, sources: [{ title: template.name, url: 'javascript:alert(1)', readOn: null }] },
    ],
    ['with no length', withStage({ counting: { strategy: 'elapsed', minutes: 0, shownIn: 'minutes' } })],
    ['with an unknown strategy', withStage({ counting: { strategy: 'add-days', days: 3 } })],
    [
      'with a window that ends before it begins',
      withStage({ counting: { strategy: 'guideline-days', fromDay: 5, throughDay: 3, calendar: 'jp-government' } }),
    ],
    ['with a condition that asks for more than it lists', withWhen({ count: 3, of: [{ always: true }] })],
    ['with two conditions in one', withWhen({ fact: 'data.personal', is: true, above: 3 })],
  ])('%s', (_name, given) => {
    expect(problemsOf(given).every((problem) => problem.startsWith('shape'))).toBe(true);
    expect(problemsOf(given).length).toBeGreaterThan(0);
  });

  it.each([
    [
      'a fact that does not exist',
      withWhen({ fact: 'data.secret', is: true }),
      'unknown-fact triggers.0.when.fact data.secret',
    ],
    [
      'a scope that does not exist',
      { ...template, scope: { scope: 'jp.moon', is: true } },
      'unknown-scope scope.scope jp.moon',
    ],
    ['a choice that does not exist', withWhen({ fact: 'incident.severity', is: 'A' }), 'value triggers.0.when A'],
    [
      'a number of a yes-no field',
      withWhen({ fact: 'data.personal', above: 3 }),
      'value triggers.0.when data.personal',
    ],
    ['yes of a number', withWhen({ fact: 'persons.count', is: true }), 'value triggers.0.when persons.count'],
    [
      'one of a list that is a list',
      withWhen({ fact: 'eu.countries', is: 'DE' }),
      'value triggers.0.when eu.countries',
    ],
    [
      'a calendar that does not exist',
      withStage({ counting: { strategy: 'business-days', days: 2, calendar: 'mars', closesAt: null } }),
      'unknown-calendar stages.0.counting.calendar mars',
    ],
    ['a zone that does not exist', { ...template, zone: 'Asia/Edo' }, 'unknown-zone zone Asia/Edo'],
    [
      'a recipient that does not exist',
      withStage({ recipients: ['cio'] }),
      'unknown-recipient stages.0.recipients cio',
    ],
    [
      'a trigger that does not exist',
      withStage({ variants: [{ triggers: ['x'], counting: { strategy: 'without-delay' } }] }),
      'unknown-trigger stages.0.variants x',
    ],
    [
      'itself as the stage before',
      withStage({ anchor: { on: 'filing', stage: 'first', which: 'first' } }),
      'unknown-stage stages.0.anchor.stage first',
    ],
    ['two stages of one code', { ...template, stages: [stage, stage] }, 'twice stages first'],
    [
      'an end before the beginning',
      { ...template, effectiveFrom: '2026-12-01', effectiveTo: '2026-11-30' },
      'ends-before-it-begins effectiveTo 2026-11-30',
    ],
    ['unconfirmed and on', { ...template, confidence: 'unconfirmed', isOn: true }, 'unconfirmed-on isOn'],
  ])('for naming %s', (_name, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  it('for taking the id of a law, which it would replace', () => {
    const takenIds = shippedRegimes.map(({ id }) => id);
    const read = readDefinition({ ...template, id: 'jp-appi', version: 99 }, { ...vocabulary, takenIds });
    expect('problems' in read ? read.problems : []).toEqual([{ path: 'id', code: 'taken', detail: 'jp-appi' }]);
  });

  it('for being nested without end, without exhausting the stack', () => {
    let when: unknown = { always: true };
    for (let depth = 0; depth < 100_000; depth += 1) when = { not: when };
    expect(problemsOf(withWhen(when))).toEqual(['too-deep  24']);
  });
});

describe('what is shipped', () => {
  const all: readonly Regime[] = [...shippedRegimes, ...regimeTemplates];
  it.each(all.map((regime) => [regime.id, regime] as const))(
    '%s is a definition that administrators could have written',
    (_id, regime) => {
      expect(problemsOf(regime)).toEqual([]);
    },
  );

  it('stands once for each version', () => {
    const ids = shippedRegimes.map(({ id, version }) => `${id} ${version}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is off where nobody has read the source, and says why', () => {
    const unread = shippedRegimes.filter(({ confidence }) => confidence === 'unconfirmed');
    expect(unread.map(({ id }) => id).sort()).toEqual(['us-circia']);
    expect(unread.every(({ isOn, whyOff }) => !isOn && whyOff !== undefined)).toBe(true);
  });

  it('never calls a guideline law: a stage without a figure or of a guideline is not counted as one of law', () => {
    const wrong = shippedRegimes.flatMap(({ kind, stages }) =>
      stages.filter(
        ({ force, counting }) =>
          (counting.strategy === 'guideline-days' && force !== 'guideline') ||
          (kind === 'guideline' && force === 'law'),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('asks only decisive fields in its conditions', () => {
    const asked = JSON.stringify(all).match(/"(?:fact|forEach)":"([^"]+)"/g) ?? [];
    const keys = new Set(asked.map((one) => one.split('"')[3] ?? ''));
    expect(factFields.filter(({ key, isDecisive }) => keys.has(key) && !isDecisive).map(({ key }) => key)).toEqual([]);
    // The class is asked by rules of the company only.
    expect(factFields.filter(({ key, isDecisive }) => isDecisive && !keys.has(key)).map(({ key }) => key)).toEqual([
      'incident.class',
    ]);
  });

  it('has a form for every field that a form names, the nine items of the APPI and the five for principals', () => {
    const keys = new Set(factFields.map(({ key }) => key));
    const items = formViews.flatMap(({ sections }) => sections.flatMap((section) => section.items));
    expect(items.flatMap(({ from }) => ('fact' in from && !keys.has(from.fact) ? [from.fact] : []))).toEqual([]);
    const numbersOf = (id: string) =>
      formViews.find((view) => view.id === id)?.sections.flatMap(({ number }) => number ?? []);
    expect(numbersOf('appi-nine')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(numbersOf('appi-principals')).toEqual(['1', '2', '4', '5', '9']);
  });

  it('speaks both languages', () => {
    const empty = Object.entries(phrases).filter(([, { ja, en }]) => ja.trim() === '' || en.trim() === '');
    expect(empty).toEqual([]);
    // Sentences are joined as they are: an English phrase brings the space after it, never one before.
    expect(
      Object.entries(phrases).filter(([, { ja, en }]) => /^\s/.test(ja + en) || /^\s/.test(en) || /\s$/.test(ja)),
    ).toEqual([]);
    const marks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
    expect(
      Object.entries(phrases)
        .filter(([, { ja, en }]) => marks(ja) !== marks(en))
        .map(([key]) => key),
    ).toEqual([]);
  });

  it('has reminders for clocks of every length and force', () => {
    for (const force of ['law', 'contract', 'guideline', 'company-rule'] as const) {
      for (const length of [30, 60, 24 * 60, 72 * 60, 30 * 1_440]) {
        const rows = reminderRows.filter(
          (row) =>
            row.forces.includes(force) &&
            row.lengthFrom <= length &&
            (row.lengthThrough === null || length <= row.lengthThrough),
        );
        if (force === 'company-rule' && length > 4 * 1_440) continue;
        expect(rows.map(({ moment }) => moment)).toContain('after');
        if (force === 'law') expect(rows.map(({ moment }) => moment)).toContain('before');
      }
    }
  });
});

describe('the holidays that the worked vectors were counted with', () => {
  it.each([
    [
      '2026',
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    ],
    ['2027', '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23'],
    ['2028', '01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23'],
  ])('Japan %s', (year, days) => {
    const known = Object.keys(homeCalendar.holidays).filter((day) => day.startsWith(year));
    expect(known).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });

  it('US federal 2026', () => {
    const federal = calendars.find(({ code }) => code === 'us-federal');
    const known = Object.keys(federal?.holidays ?? {}).filter((day) => day.startsWith('2026') && day !== '2026-07-04');
    const days = '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25';
    expect(known).toEqual(days.split(' ').map((day) => `2026-${day}`));
  });

  it('end where nothing is known any more, and are marked where nothing is proclaimed yet', () => {
    expect(homeCalendar).toMatchObject({ from: '1970-01-01', to: '2030-12-31', verifiedTo: '2027-12-31' });
    expect(calendars.filter(({ code }) => code.startsWith('eu-'))).toHaveLength(27);
  });
});
