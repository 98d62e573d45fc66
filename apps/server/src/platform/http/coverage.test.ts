import { permissions, type Route, refusalStatuses, routes } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { findGaps, type Known } from './coverage.ts';

const all: readonly Route[] = routes;
const bindings = all.map(({ id }) => ({ id }));
const known: Known = { permissions, refusals: refusalStatuses, hasSentence: () => true };
const show = all.find((route) => route.id === 'incidents.show') as Route;

describe('the gaps between contract and program', () => {
  it('finds none while every route is served', () => {
    expect(findGaps(all, bindings)).toEqual([]);
  });

  it('names a route without a handler, and one with two', () => {
    const rest = bindings.filter(({ id }) => id !== 'incidents.close');
    expect(findGaps(all, rest)).toEqual(['incidents.close has no handler']);
    expect(findGaps(all, [...bindings, { id: 'incidents.close' }])).toEqual(['incidents.close has 2 handlers']);
  });

  it('names a handler without a route', () => {
    expect(findGaps(all, [...bindings, { id: 'incidents.delete' }])).toEqual([
      'incidents.delete is handled but not declared',
    ]);
  });

  it('names a route declared twice', () => {
    expect(findGaps([...all, show], bindings)).toEqual(['incidents.show is declared twice']);
  });

  it('names a route that no role may use', () => {
    const { 'incidents.show': _left, ...others } = permissions;
    expect(findGaps(all, bindings, { ...known, permissions: others })).toEqual(['incidents.show has no permission']);
    expect(findGaps(all, bindings, { ...known, permissions: { ...permissions, 'incidents.show': [] } })).toEqual([
      'incidents.show has no permission',
    ]);
  });

  it('names a permission without a route, and one that its route never asks for', () => {
    expect(
      findGaps(all, bindings, { ...known, permissions: { ...permissions, 'incidents.erase': ['reader'] } }),
    ).toEqual(['the permission incidents.erase belongs to no route']);
    const open = all.map((route) =>
      route.id === 'incidents.show' ? { ...route, permission: 'public' as const } : route,
    );
    expect(findGaps(open, bindings)).toEqual(['incidents.show has roles that nothing asks for']);
  });

  it('names a refusal that is not declared or lacks its sentence', () => {
    const odd = all.map((route) =>
      route.id === 'incidents.show' ? { ...route, refusals: ['incidents.show.full-moon', 'constructor'] } : route,
    );
    expect(findGaps(odd, bindings)).toEqual([
      'incidents.show refuses with the undeclared code incidents.show.full-moon',
      'incidents.show refuses with the undeclared code constructor',
    ]);
    const silent = { ...known, hasSentence: (code: string) => code !== 'incidents.close.not-open' };
    expect(findGaps(all, bindings, silent)).toEqual([
      'the refusal incidents.close.not-open lacks a sentence in Japanese or English',
    ]);
  });

  it('names a route that promises no answer', () => {
    const { response: _left, ...mute } = show;
    const changed = all.map((route) => (route.id === 'incidents.show' ? mute : route));
    expect(findGaps(changed, bindings)).toEqual(['incidents.show has no response schema']);
  });
});
