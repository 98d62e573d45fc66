import { describe, expect, it } from 'vitest';
import { type Outcomes, reportedCopies } from './bounce.rules.ts';

type Outcome = Outcomes['recipients'][number];
const outcome = (part: Partial<Outcome>): Outcome => ({
  recipient: null,
  finalRecipient: null,
  action: 'failed',
  status: '5.1.1',
  diagnostic: 'User unknown',
  ...part,
});
const of = (...recipients: Outcome[]) => ({ recipients });
const [a, b] = [{ address: 'a@example.jp' }, { address: 'B@example.jp' }];

describe('a delivery report', () => {
  it('of an address that we did not write to counts for nothing where there were several', () => {
    expect(reportedCopies(of(outcome({ recipient: 'x@example.jp' })), [a, b])).toEqual([]);
  });

  it('that names another address counts for the only copy there is: it may have been forwarded', () => {
    expect(reportedCopies(of(outcome({ finalRecipient: 'x@inside.example' })), [a])).toMatchObject([
      { address: 'a@example.jp', state: 'bounced' },
    ]);
  });

  it.each([
    ['failed', 'bounced'],
    ['delayed', 'delayed'],
  ] as const)('that says %s marks the copy as %s, in any letter case', (action, state) => {
    expect(reportedCopies(of(outcome({ action, recipient: 'b@EXAMPLE.jp' })), [a, b])).toEqual([
      { address: 'B@example.jp', state, problem: '5.1.1 User unknown', statusCode: '5.1.1' },
    ]);
  });

  it.each(['delivered', 'relayed', 'expanded', null] as const)('that says %s changes nothing', (action) => {
    expect(reportedCopies(of(outcome({ action, recipient: 'a@example.jp' })), [a])).toEqual([]);
  });

  it('is quoted in one short line, or not at all', () => {
    const long = outcome({ recipient: 'a@example.jp', diagnostic: `x\r\ny ${'z'.repeat(2_000)}` });
    const [copy] = reportedCopies(of(long), [a]);
    expect(copy?.problem).toMatch(/^5\.1\.1 x y z+$/);
    expect(copy?.problem?.length).toBe(500);
    expect(
      reportedCopies(of(outcome({ recipient: 'a@example.jp', status: null, diagnostic: null })), [a]),
    ).toMatchObject([{ problem: null }]);
  });
});
