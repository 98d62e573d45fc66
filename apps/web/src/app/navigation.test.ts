import { permissions } from '@matoi/contract';
import { expect, test } from 'vitest';
import { navigation, navigationFor } from './navigation.ts';

const idsFor = (role: string) =>
  navigationFor((permission) => permissions[permission]?.some((each) => each === role) === true).flatMap(({ items }) =>
    items.map(({ id }) => id),
  );

test('every entry asks for a permission that exists', () => {
  for (const { items } of navigation)
    for (const { permission } of items) expect(permissions).toHaveProperty([permission]);
});

test('each role sees only what it may use', () => {
  expect(idsFor('handler')).toEqual(['inbox', 'incidents', 'compartments', 'outgoing-mail', 'settings']);
  expect(idsFor('auditor')).toContain('audit');
  expect(idsFor('reader')).not.toContain('accounts');
  expect(idsFor('administrator')).toHaveLength(9);
});

test('an area without entries is not there', () => {
  expect(navigationFor(() => false)).toEqual([]);
});
