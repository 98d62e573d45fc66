import { describe, expect, it } from 'vitest';
import {
  addStep,
  definitionOfFile,
  moveStep,
  newDefinition,
  newQuestion,
  newStep,
  withoutQuestion,
  withoutStep,
  withStep,
} from './definition.draft.ts';
import type { Definition } from './queries.ts';

const blank = newDefinition({ ja: '題', en: 'title' });
const of = (...phases: ('triage' | 'containment' | 'review')[]): Definition =>
  phases.reduce((made, phase) => addStep(made, newStep(made, phase)), blank);
const order = ({ steps }: Definition) => steps.map(({ id, phase }) => `${id} ${phase}`);

describe('steps in the editor', () => {
  it('are added behind those of their phase, with ids of their own', () => {
    expect(order(of('triage', 'review', 'triage'))).toEqual(['step-1 triage', 'step-3 triage', 'step-2 review']);
    const one = withoutStep(of('triage', 'triage'), 'step-1');
    expect(newStep(one, 'triage').id).toBe('step-3');
  });

  it('move within a phase, over its edge into the next, and not beyond the last', () => {
    const made = of('triage', 'triage', 'review');
    expect(order(moveStep(made, 'step-1', 1))).toEqual(['step-2 triage', 'step-1 triage', 'step-3 review']);
    expect(order(moveStep(made, 'step-2', 1))).toEqual(['step-1 triage', 'step-2 analysis', 'step-3 review']);
    expect(moveStep(made, 'step-3', 1)).toBe(made);
    expect(moveStep(made, 'step-1', -1)).toBe(made);
    expect(moveStep(made, 'no-such', 1)).toBe(made);
  });

  it('are followed by what refers to them when their id changes, and left by it when they go', () => {
    const two = of('triage', 'review');
    const second = two.steps[1];
    const first = two.steps[0];
    if (first === undefined || second === undefined) throw new Error('no steps');
    const made = withStep(two, 'step-2', { ...second, after: ['step-1'] });
    expect(withStep(made, 'step-1', { ...first, id: 'image' }).steps[1]?.after).toEqual(['image']);
    expect(withoutStep(made, 'step-1').steps[0]?.after).toEqual([]);
  });

  it('lose the question and the condition with the question', () => {
    const question = newQuestion(blank);
    const [step] = of('triage').steps;
    if (step === undefined) throw new Error('no step');
    const when = [{ about: 'answer' as const, question: question.id, is: ['yes'] }];
    const made = { ...blank, questions: [question], steps: [{ ...step, asks: question.id, when }] };
    expect(withoutQuestion(made, question.id)).toMatchObject({ questions: [], steps: [{ asks: null, when: [] }] });
  });
});

describe('a file', () => {
  it.each(['', 'x', '[]', 'null', '{}', '{"definition":1}', '{"definition":{}}'])('%j is no playbook', (text) => {
    expect(definitionOfFile(text)).toBeNull();
  });

  it('that was exported is one', () => {
    expect(definitionOfFile(JSON.stringify({ code: 'own-x', definition: blank }))).toEqual({
      code: 'own-x',
      definition: blank,
    });
  });
});
