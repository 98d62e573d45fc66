import { sql } from 'kysely';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import { type Aim, anyName, type HiddenRequests, onReport, type PreparedRequests } from './shapes.ts';

const firstImports = new WeakMap<RouteWorld, Promise<string>>();

/** One real file that was taken in: the others are made beside it, because each reading starts a thread. */
function firstImport(world: RouteWorld): Promise<string> {
  const made =
    firstImports.get(world) ??
    fetch(`${world.program.origin}/api/v1/ledger-imports?fileName=x.csv`, {
      method: 'POST',
      headers: { ...world.insider.headers, 'content-type': 'application/octet-stream' },
      body: 'No,受付日,件名\n1,2026/1/5,x',
    }).then(async (answer) => ((await answer.json()) as { id: string }).id);
  firstImports.set(world, made);
  return made;
}

/** An import of a ledger in a state. */
async function ledgerImport(
  world: RouteWorld,
  state: 'uploaded' | 'checked' | 'running' | 'done',
): Promise<{ readonly id: string; readonly version: number }> {
  const base = await firstImport(world);
  const { owner } = world.program.ground.databases;
  const { rows } = await sql<{ id: string }>`
    insert into platform.subject (id, kind, number, title, compartment_id, created_at, updated_at)
    values (gen_random_uuid(), 'ledger-import', ${`IMP-2020-${anyName()}`}, 'x.csv', 1, now(), now()) returning id`.execute(
    owner,
  );
  const id = rows[0]?.id ?? '';
  const counts = JSON.stringify({ rows: 1, good: 1, warning: 0, error: 0, duplicate: 0 });
  await sql`insert into ledger.import (id, number, file_id, file_name, size, format, sheets, state, counts, created_at, created_by)
    select ${id}::uuid, number, file_id, file_name, size, format, sheets, ${state}, ${counts}::jsonb, created_at, created_by
    from ledger.import where id = ${base}::uuid`.execute(owner);
  return { id, version: 1 };
}

const hiddenImports = new WeakMap<RouteWorld, Promise<string>>();

/** An import of a ledger behind the wall, where the aim is at what is hidden; otherwise one that never was. */
async function hiddenImport(world: RouteWorld, aim: Aim): Promise<string> {
  if (aim.report !== world.reports.hidden) return aim.report;
  const made =
    hiddenImports.get(world) ??
    ledgerImport(world, 'uploaded').then(async ({ id }) => {
      await ask(world.program, 'POST', `/api/v1/subjects/${id}/restrict`, {
        body: { compartmentId: world.compartmentId },
        headers: world.insider.headers,
      });
      return id;
    });
  hiddenImports.set(world, made);
  return made;
}

export const ledgerRequests = {
  'ledger.export': () => ({}),
  'ledger-imports.list': () => ({}),
  'ledger-imports.upload': () => ({ query: '?fileName=x.csv', file: 'No,受付日,件名\n1,2026/1/5,x' }),
  'ledger-imports.show': async (world) => ({ params: { id: (await ledgerImport(world, 'uploaded')).id } }),
  'ledger-imports.check': async (world) => ({
    params: { id: (await ledgerImport(world, 'uploaded')).id },
    body: {
      sheet: 'CSV',
      headerRow: 1,
      columns: ['number', 'received-at', 'title'],
      year: null,
      numberPrefix: '',
      words: {},
    },
  }),
  'ledger-imports.rows': async (world) => ({ params: { id: (await ledgerImport(world, 'checked')).id } }),
  'ledger-imports.problems': async (world) => ({ params: { id: (await ledgerImport(world, 'checked')).id } }),
  'ledger-imports.run': async (world) => onReport(await ledgerImport(world, 'checked'), { onlyGood: true }),
  'ledger-imports.cancel': async (world) => ({ params: { id: (await ledgerImport(world, 'running')).id } }),
  'ledger-imports.undo': async (world) => onReport(await ledgerImport(world, 'done'), {}),
} satisfies PreparedRequests;

export const hiddenLedgerRequests = {
  'ledger-imports.show': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.check': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    body: { sheet: '', headerRow: 1, columns: [], year: null, numberPrefix: '', words: {} },
  }),
  'ledger-imports.rows': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.problems': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.run': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    version: 1,
    body: { onlyGood: true },
  }),
  'ledger-imports.cancel': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) }, body: {} }),
  'ledger-imports.undo': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    version: 1,
    body: {},
  }),
} satisfies HiddenRequests;
