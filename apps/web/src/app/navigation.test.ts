import { sentences } from '@matoi/catalogues/ja/first';
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
  const handler = idsFor('handler');
  for (const id of ['inbox', 'incidents', 'compartments', 'triage', 'settings']) expect(handler).toContain(id);
  for (const id of ['accounts', 'tokens', 'audit']) expect(handler).not.toContain(id);
  expect(idsFor('auditor')).toContain('audit');
  expect(idsFor('reader')).not.toContain('accounts');
  for (const id of ['accounts', 'tokens', 'audit']) expect(idsFor('administrator')).toContain(id);
});

test('an area without entries is not there', () => {
  expect(navigationFor(() => false)).toEqual([]);
});

test('the menu says nothing that is loaded only for further pages', () => {
  for (const { title, items } of navigation)
    for (const said of [title, ...items.map((item) => item.title)])
      if (said !== null) expect(sentences).toHaveProperty([said]);
});
