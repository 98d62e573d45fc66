import { proposedSeverity, severities } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSeverity } from './severity.rules.ts';

const words = { ja: 'x', en: 'x' };
const table = {
  criteria: [
    { code: 'business', name: words, levels: { critical: words, high: words, medium: words, low: words } },
    { code: 'information', name: words, levels: { high: words, low: words } },
  ],
};

describe('a severity', () => {
  it('is proposed as the worst of what was ticked, in any order, and not at all by nothing', () => {
    expect(proposedSeverity([])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...severities), { minLength: 1 }), (levels) => {
        const proposed = proposedSeverity(levels.map((level) => ({ level })));
        expect(proposed).toBe(severities.find((level) => levels.includes(level)));
        expect(proposedSeverity(levels.toReversed().map((level) => ({ level })))).toBe(proposed);
      }),
    );
  });

  it('as proposed needs no reason, another one does', () => {
    const ticks = [{ criterion: 'business', level: 'medium' as const }];
    expect(decideSeverity(table, { ticks, severity: 'medium', reason: null })).toMatchObject({ proposed: 'medium' });
    for (const severity of ['critical', 'high', 'low'] as const) {
      const refused = decideSeverity(table, { ticks, severity, reason: null });
      expect(isRefusal(refused) && refused.code).toBe('incidents.decide-severity.needs-reason');
      expect(decideSeverity(table, { ticks, severity, reason: '報道の見込み' })).toMatchObject({ proposed: 'medium' });
    }
  });

  it('is not decided by what the table does not have', () => {
    for (const tick of [
      { criterion: 'weather', level: 'high' as const },
      { criterion: 'information', level: 'critical' as const },
    ]) {
      const refused = decideSeverity(table, { ticks: [tick], severity: 'high', reason: 'x' });
      expect(isRefusal(refused) && refused.code).toBe('incidents.decide-severity.criterion-unknown');
    }
  });
});
