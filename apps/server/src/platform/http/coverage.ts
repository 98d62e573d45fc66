import { hasSentence } from '@matoi/catalogues';
import { permissions, type Route, refusalStatuses } from '@matoi/contract';

/** What routes may rely on: the role table, the declared refusals, and the sentences of both languages. */
export type Known = {
  readonly permissions: Readonly<Record<string, readonly string[]>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly hasSentence: (code: string) => boolean;
};

/**
 * What is missing between the contract and the program. The server does not start while the list is not empty: a route
 * without a permission, a handler or a sentence for each of its refusals is never served.
 */
export function findGaps(
  routes: readonly Route[],
  bindings: readonly { readonly id: string }[],
  known: Known = { permissions, refusals: refusalStatuses, hasSentence },
): readonly string[] {
  const declared = new Set(routes.map((route) => route.id));
  const handlers = countById(bindings);
  return [
    ...routes.flatMap((route) => gapsOfRoute(route, handlers.get(route.id) ?? 0, known)),
    ...twice(routes),
    ...[...handlers.keys()].filter((id) => !declared.has(id)).map((id) => `${id} is handled but not declared`),
    ...Object.keys(known.permissions)
      .filter((permission) => !declared.has(permission))
      .map((permission) => `the permission ${permission} belongs to no route`),
    ...Object.keys(known.refusals)
      .filter((code) => !known.hasSentence(code))
      .map((code) => `the refusal ${code} lacks a sentence in Japanese or English`),
  ];
}

function countById(items: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of items) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function twice(routes: readonly Route[]): readonly string[] {
  return [...countById(routes)].filter(([, count]) => count > 1).map(([id]) => `${id} is declared twice`);
}

function gapsOfRoute(route: Route, handlers: number, known: Known): readonly string[] {
  const needsResponse = route.kind === 'json' || route.kind === 'page';
  const isGuest = route.permission === 'guest-link';
  const hasRoles = (known.permissions[route.id] ?? []).length > 0;
  return [
    ...(handlers === 0 ? [`${route.id} has no handler`] : []),
    ...(handlers > 1 ? [`${route.id} has ${handlers} handlers`] : []),
    ...(route.permission === 'own' && !hasRoles ? [`${route.id} has no permission`] : []),
    ...(route.permission !== 'own' && hasRoles ? [`${route.id} has roles that nothing asks for`] : []),
    ...(needsResponse && route.response === undefined ? [`${route.id} has no response schema`] : []),
    ...(isGuest && !route.path.includes('{token}') ? [`${route.id} has no place for the secret of the link`] : []),
    ...(isGuest && route.kind !== 'html' ? [`${route.id} answers guests with something else than a page`] : []),
    ...route.refusals
      .filter((code) => !Object.hasOwn(known.refusals, code))
      .map((code) => `${route.id} refuses with the undeclared code ${code}`),
  ];
}
