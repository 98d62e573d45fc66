import { hasSentence } from '@matoi/catalogues';
import { permissions, type Route, refusalStatuses } from '@matoi/contract';
import type { Binding } from './binding.ts';

/**
 * What is missing between the contract and the program. The server does not start while the list is not empty: a route
 * without a permission, a handler or a sentence for each of its refusals is never served.
 */
export function findGaps(routes: readonly Route[], bindings: readonly Pick<Binding, 'id'>[]): readonly string[] {
  const bound = new Map<string, number>();
  for (const binding of bindings) bound.set(binding.id, (bound.get(binding.id) ?? 0) + 1);
  const declared = new Set(routes.map((route) => route.id));
  const gaps: string[] = [];
  for (const route of routes) {
    const count = bound.get(route.id) ?? 0;
    if (count === 0) gaps.push(`${route.id} has no handler`);
    if (count > 1) gaps.push(`${route.id} has ${count} handlers`);
    if (route.permission === 'own' && (permissions[route.id] ?? []).length === 0)
      gaps.push(`${route.id} has no permission`);
    if (route.kind !== 'file' && route.kind !== 'stream' && route.response === undefined)
      gaps.push(`${route.id} has no response schema`);
    for (const code of route.refusals) {
      if (!(code in refusalStatuses)) gaps.push(`${route.id} refuses with the undeclared code ${code}`);
    }
  }
  for (const id of bound.keys()) if (!declared.has(id)) gaps.push(`${id} is handled but not declared`);
  for (const permission of Object.keys(permissions)) {
    if (!declared.has(permission)) gaps.push(`the permission ${permission} belongs to no route`);
  }
  for (const code of Object.keys(refusalStatuses)) {
    if (!hasSentence(code)) gaps.push(`the refusal ${code} lacks a sentence in Japanese or English`);
  }
  return gaps;
}
