import { describe, expect, it } from 'vitest';
import actionFile from '../../governance/authority/data/action-kinds.v1.json' with { type: 'json' };
import { problemsOf } from './definition.rules.ts';
import type { Definition, PlaybookStep } from './playbook.model.ts';
import { shippedVersions } from './shipped.queries.ts';

const both = (text: string) => ({ ja: text, en: text });
const step = (id: string, change: Partial<PlaybookStep> = {}): PlaybookStep => ({
  id,
  phase: 'triage',
  role: 'handler',
  title: both(id),
  action: both('do'),
  check: both('done'),
  why: both(''),
  isEvidence: false,
  destroys: false,
  after: [],
  asks: null,
  when: [],
  dueMinutes: null,
  asTask: false,
  ...change,
});
const question = (id: string) => ({
  id,
  text: both(id),
  options: [
    { id: 'yes', text: both('yes') },
    { id: 'no', text: both('no') },
  ],
});
const made = (change: Partial<Definition>): Definition => ({
  title: both('title'),
  purpose: both('purpose'),
  source: '',
  classes: [],
  questions: [],
  steps: [step('only')],
  ...change,
});
/** The kinds of action that ship with the program. */
const known = { actionKinds: new Set(actionFile.kinds.map(({ code }) => code)) };
const said = (change: Partial<Definition>) =>
  problemsOf(made(change), known).map(({ path, problem }) => `${path} ${problem}`);
const answered = (name: string, ...is: string[]) => ({ about: 'answer' as const, question: name, is });

describe('a definition cannot be published', () => {
  it.each<[string, Partial<Definition>, string]>([
    ['without a step', { steps: [] }, 'steps no-steps'],
    ['with a title in one language only', { title: { ja: '題', en: '' } }, 'title.en text-missing'],
    [
      'with a step that does not say how to tell that it worked',
      { steps: [step('a', { check: both('') })] },
      'steps.0.check.ja text-missing',
    ],
    [
      'with a reason in one language only',
      { steps: [step('a', { why: { ja: '', en: 'x' } })] },
      'steps.0.why.ja text-missing',
    ],
    ['with two steps of one id', { steps: [step('a'), step('a')] }, 'steps.1.id step-twice'],
    [
      'with a phase before the one before',
      { steps: [step('a', { phase: 'review' }), step('b')] },
      'steps.1.phase phase-order',
    ],
    ['with a question that nobody asks', { questions: [question('q')] }, 'questions.0 question-unasked'],
    [
      'with a question asked twice',
      { questions: [question('q')], steps: [step('a', { asks: 'q' }), step('b', { asks: 'q' })] },
      'questions.0 question-asked-twice',
    ],
    [
      'with a condition on an unknown question',
      { steps: [step('a', { when: [answered('q', 'yes')] })] },
      'steps.0.when.0 question-unknown',
    ],
    [
      'with a condition on an unknown answer',
      {
        questions: [question('q')],
        steps: [step('a', { asks: 'q' }), step('b', { when: [answered('q', 'perhaps')] })],
      },
      'steps.1.when.0 option-unknown',
    ],
    [
      'with a condition on what is asked later',
      { questions: [question('q')], steps: [step('a', { when: [answered('q', 'yes')] }), step('b', { asks: 'q' })] },
      'steps.0.when.0 asked-too-late',
    ],
    [
      'with a condition on its own question',
      { questions: [question('q')], steps: [step('a', { asks: 'q', when: [answered('q', 'yes')] })] },
      'steps.0.when.0 asked-too-late',
    ],
    [
      'with a destroying step without evidence',
      { steps: [step('a', { destroys: true })] },
      'steps.0.after evidence-missing',
    ],
    [
      'with evidence after what destroys it',
      { steps: [step('a', { destroys: true, after: ['b'] }), step('b', { isEvidence: true })] },
      'steps.0.after evidence-unknown',
    ],
    [
      'with a step that is no evidence before it',
      { steps: [step('a'), step('b', { destroys: true, after: ['a'] })] },
      'steps.1.after evidence-unknown',
    ],
    [
      'with an action that the authority matrix does not know',
      { steps: [step('a', { actionKind: 'isolate-hots' })] },
      'steps.0.actionKind action-unknown',
    ],
    [
      'with evidence that destroys',
      { steps: [step('a', { isEvidence: true }), step('b', { isEvidence: true, destroys: true, after: ['a'] })] },
      'steps.1.destroys evidence-destroys',
    ],
  ])('%s', (_name, change, expected) => {
    expect(said(change)).toContain(expected);
  });

  it('with a question of one answer, or of one answer twice', () => {
    const [yes] = question('q').options;
    if (yes === undefined) throw new Error('no option');
    const steps = [step('a', { asks: 'q' })];
    expect(said({ steps, questions: [{ ...question('q'), options: [yes] }] })).toEqual([
      'questions.0.options options-few',
    ]);
    expect(said({ steps, questions: [{ ...question('q'), options: [yes, yes] }] })).toEqual([
      'questions.0.options.1.id option-twice',
    ]);
  });

  it('and otherwise it can', () => {
    const steps = [
      step('a', { asks: 'q', isEvidence: true }),
      step('b', { phase: 'eradication', destroys: true, after: ['a'], when: [answered('q', 'yes')] }),
    ];
    expect(said({ questions: [question('q')], steps })).toEqual([]);
  });
});

describe('the ready playbooks', () => {
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

  it('are the twelve that a CSIRT needs first, each with its source', () => {
    expect(shippedVersions.map(({ code, label }) => `${code} ${label}`)).toEqual([
      'malware 1.0',
      'ransomware 1.0',
      'phishing 1.0',
      'credential-stuffing 1.0',
      'mis-sent-mail 1.0',
      'lost-device 1.0',
      'business-mail-compromise 1.0',
      'vpn-compromise 1.0',
      'web-defacement 1.0',
      'information-leak 1.0',
      'supplier-incident 1.0',
      'support-scam 1.0',
    ]);
    for (const { definition } of shippedVersions) expect(definition.source).not.toBe('');
  });

  it.each(shippedVersions.map((version) => [version.code, version.definition] as const))(
    '%s can be published, has 8 to 16 steps, both languages, evidence, and an end',
    (_code, definition) => {
      expect(problemsOf(definition, known)).toEqual([]);
      expect(definition.steps.length).toBeGreaterThanOrEqual(8);
      expect(definition.steps.length).toBeLessThanOrEqual(16);
      expect(definition.steps.some(({ isEvidence }) => isEvidence)).toBe(true);
      expect(definition.steps.at(-1)?.phase).toMatch(/recovery|review/);
      expect(definition.steps[0]).toMatchObject({ when: [] });
      for (const { title, action, check, why } of definition.steps) {
        for (const text of [title, action, check]) {
          expect(text.ja).toMatch(japanese);
          expect(text.en).not.toMatch(japanese);
        }
        expect(action.ja).toMatch(/(?:ます|ません)。/u);
        if (why.ja !== '') expect(why.en).not.toMatch(japanese);
      }
      // Laws are only pointed at here: which one asks for what is for the obligations, with version and source.
      expect(JSON.stringify(definition)).not.toMatch(/第\s*\d+\s*条|[Aa]rticle\s*\d/u);
    },
  );
});
