import { hasSentence, sentence } from '@matoi/catalogues';
import { CallProblem } from '@matoi/client';
import { expect, test } from 'vitest';
import { fieldRefusal, isPassing, problemOf, problemSentence } from './problems.sentences.ts';

const problem = {
  type: 'urn:matoi:refusal:request.rate.exceeded',
  title: '',
  status: 429,
  code: 'request.rate.exceeded',
  params: { seconds: 12 },
  requestId: 'req-7',
  fields: [{ path: 'body.title', code: 'too_small' }],
};
const say = (key: string, params?: Readonly<Record<string, string | number | boolean>>) =>
  sentence('en', key as never, params);

test('the code of a refusal is the key of its sentence, with its values filled in', () => {
  expect(problemSentence(problem, say, hasSentence)).toContain('12 seconds');
});

test('an unknown code reads as a fault inside and names the request', () => {
  expect(problemSentence({ ...problem, code: `new.${'thing'}` }, say, hasSentence)).toContain('req-7');
});

test('a refused input is found by its name wherever it sits in the request', () => {
  expect(fieldRefusal(problem, 'title')?.code).toBe('too_small');
  expect(fieldRefusal(problem, 'subtitle')).toBeNull();
  expect(fieldRefusal(null, 'title')).toBeNull();
});

test('only refusals are problems; other errors are faults to be seen', () => {
  expect(problemOf(new CallProblem(problem))).toBe(problem);
  expect(problemOf(new Error('bug'))).toBeNull();
});

test('overload and outage pass by themselves, a wrong state does not', () => {
  expect(isPassing(problem)).toBe(true);
  expect(isPassing({ ...problem, status: 409 })).toBe(false);
});
