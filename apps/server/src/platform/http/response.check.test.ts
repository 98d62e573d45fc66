import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkedAnswer } from './response.check.ts';

const response = z.strictObject({
  name: z.string(),
  items: z.array(z.strictObject({ id: z.int(), inner: z.strictObject({ ok: z.boolean() }).optional() })),
});
const route = { id: 'things.show', response };

function check(result: unknown): { readonly answer: unknown; readonly problems: readonly string[] } {
  const problems: string[] = [];
  return { answer: checkedAnswer(route, result, (error) => problems.push(String(error))), problems };
}

describe('answers against the contract', () => {
  it('passes what is declared without a word', () => {
    const declared = { name: 'a', items: [{ id: 1, inner: { ok: true } }] };
    expect(check(declared)).toEqual({ answer: declared, problems: [] });
  });

  it('takes undeclared fields out at every depth and reports where, not what', () => {
    const { answer, problems } = check({
      name: 'a',
      passwordHash: 'hunter2-outer',
      items: [{ id: 1, secret: 'hunter2-inner', inner: { ok: true, deep: 'hunter2-deep' } }],
    });
    expect(answer).toEqual({ name: 'a', items: [{ id: 1, inner: { ok: true } }] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('things.show');
    expect(problems[0]).toContain('passwordHash');
    expect(problems[0]).toContain('items.0');
    expect(problems[0]).not.toContain('hunter2');
  });

  it('throws for a missing or wrong field, without its value', () => {
    expect(() => check({ items: [] })).toThrow(/things\.show answered what its contract does not describe: name/);
    expect(() => check({ name: 'a', items: [{ id: 'hunter2' }] })).toThrow(/items\.0\.id invalid_type$/);
    expect(() => check({ name: 'a', items: [{ id: 'hunter2', secret: 1 }] })).toThrow();
  });

  it("leaves the handler's own object as it is", () => {
    const result = { name: 'a', items: [], extra: 1 };
    check(result);
    expect(result).toHaveProperty('extra');
  });
});
