import type { BodyInput, RouteOf } from '@matoi/contract';
import type { ReportChannel, TriageLevel } from '@matoi/contract/values';

/** A rule as it is sent: whole, or by its id alone where it is restricted. */
export type RuleInput = BodyInput<RouteOf<'POST /api/v1/triage-rules'>>['rules'][number];
export type OpenRule = Extract<RuleInput, { readonly name: string }>;
export type Condition = OpenRule['condition'];
export type Effect = OpenRule['effect'];

type Group = Extract<Condition, { readonly kind: 'all' | 'any' }>;
type Part = Group['of'][number];
export type Test = Exclude<Condition, Group>;
export type TestKind = Test['kind'];

/** A test that may be turned round. */
export type BuiltTest = { readonly isNot: boolean; readonly test: Test };
/** One line: a test, or several that hold together or in the place of each other. */
export type BuiltLine = {
  readonly isNot: boolean;
  readonly match: 'all' | 'any';
  readonly tests: readonly BuiltTest[];
};
/** A condition as the form shows it. */
export type Built = { readonly match: 'all' | 'any'; readonly lines: readonly BuiltLine[] };

/** The kinds of tests in the order in which they are offered. */
export const testKinds: readonly TestKind[] = [
  'text',
  'sender-internal',
  'sender-address',
  'sender-domain',
  'recipient',
  'mailbox',
  'channel',
  'source',
  'attachment',
  'tag',
  'class-hint',
  'severity-hint',
];

/** A new test of a kind, to be filled in. */
export function emptyTest(kind: TestKind): Test {
  switch (kind) {
    case 'text':
      return { kind, in: 'either', contains: [] };
    case 'sender-internal':
      return { kind, is: true };
    case 'attachment':
      return { kind, types: [] };
    case 'channel':
      return { kind, isOneOf: [] };
    case 'severity-hint':
      return { kind, isOneOf: [] };
    default:
      return { kind, isOneOf: [] };
  }
}

/** The words of a test, for those that have words. */
export function wordsOf(test: Test): readonly string[] {
  switch (test.kind) {
    case 'text':
      return test.contains;
    case 'attachment':
      return test.types;
    case 'sender-internal':
      return [];
    default:
      return test.isOneOf;
  }
}

/** The same test with other words. */
export function withWords(test: Test, words: readonly string[]): Test {
  switch (test.kind) {
    case 'text':
      return { ...test, contains: [...words] };
    case 'attachment':
      return { ...test, types: [...words] };
    case 'sender-internal':
      return test;
    case 'channel':
      return { ...test, isOneOf: words as ReportChannel[] };
    case 'severity-hint':
      return { ...test, isOneOf: words as TriageLevel[] };
    default:
      return { ...test, isOneOf: [...words] };
  }
}

/** Whether something still has to be filled in. */
export function isUnfinished(built: Built): boolean {
  const isEmpty = ({ test }: BuiltTest) => test.kind !== 'sender-internal' && wordsOf(test).length === 0;
  return (
    built.lines.some((line) => line.tests.length === 0 || line.tests.some(isEmpty)) ||
    (built.match === 'any' && built.lines.length === 0)
  );
}

/** A condition as the form shows it. */
export function toBuilt(condition: Condition): Built {
  if (condition.kind !== 'all' && condition.kind !== 'any')
    return { match: 'all', lines: [{ isNot: false, match: 'any', tests: [{ isNot: false, test: condition }] }] };
  return { match: condition.kind, lines: condition.of.map(toLine) };
}

type InnerGroup = Extract<Part, { readonly kind: 'all' | 'any' }>;
type TurnedTest = { readonly kind: 'not'; readonly of: Test };

const isGroup = (part: Test | InnerGroup): part is InnerGroup => part.kind === 'all' || part.kind === 'any';

function toLine(part: Part): BuiltLine {
  const isNot = part.kind === 'not';
  const inner: Test | InnerGroup = part.kind === 'not' ? part.of : part;
  if (isGroup(inner)) return { isNot, match: inner.kind, tests: inner.of.map(toTest) };
  return { isNot: false, match: 'any', tests: [{ isNot, test: inner }] };
}

function toTest(part: Test | TurnedTest): BuiltTest {
  return part.kind === 'not' ? { isNot: true, test: part.of } : { isNot: false, test: part };
}

/** The condition of a form, in its shortest shape. */
export function toCondition({ match, lines }: Built): Condition {
  const parts = lines.map(fromLine);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.kind !== 'not') return only;
  return match === 'all' ? { kind: 'all', of: parts } : { kind: 'any', of: parts };
}

function fromLine({ isNot, match, tests }: BuiltLine): Part {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) {
    return only.isNot === isNot ? only.test : { kind: 'not', of: only.test };
  }
  const group = { kind: match, of: tests.map(fromTest) };
  return isNot ? { kind: 'not', of: group } : group;
}

function fromTest({ isNot, test }: BuiltTest) {
  return isNot ? { kind: 'not' as const, of: test } : test;
}
