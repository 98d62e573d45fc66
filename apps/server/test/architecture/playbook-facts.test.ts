import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const modules = fileURLToPath(new URL('../../src/modules/incident-management/', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(modules + path, 'utf8'));

type Playbook = {
  readonly code: string;
  readonly definition: { readonly steps: readonly { readonly id: string; readonly facts?: readonly string[] }[] };
};
type Fields = { readonly fields: readonly { readonly key: string; readonly isDecisive: boolean }[] };

it('every playbook asks for what decides about duties to report, by fields that the reports have', () => {
  const decisive = new Set(
    (read('obligations/data/fact-fields.v1.json') as Fields).fields.flatMap(({ key, isDecisive }) =>
      isDecisive ? [key] : [],
    ),
  );
  const playbooks = readdirSync(`${modules}playbooks/data`).map((name) => read(`playbooks/data/${name}`) as Playbook);
  expect(playbooks.length).toBeGreaterThan(10);
  for (const { code, definition } of playbooks) {
    const asked = definition.steps.flatMap(({ facts }) => facts ?? []);
    expect(asked.length, code).toBeGreaterThan(0);
    expect(
      asked.filter((key) => !decisive.has(key)),
      code,
    ).toEqual([]);
  }
});
