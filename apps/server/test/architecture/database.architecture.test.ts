import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/compose.ts';
import { openTestGround } from '../support/test-database.ts';

const sources = fileURLToPath(new URL('../../src', import.meta.url));

let ground: Awaited<ReturnType<typeof openTestGround>>;
beforeAll(async () => {
  ground = await openTestGround();
});
afterAll(() => ground.close());

async function ask<Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> {
  return (await query.execute(ground.databases.owner)).rows;
}

/** Tables with a compartment that are no content tables, and why. */
const otherCompartmentTables: Readonly<Record<string, string>> = {
  'platform.subject': 'the registry itself: has the policy, is moved by the command and moves the rest',
  'platform.search_entry':
    'no policy and no grant: only two functions reach it, with the compartments of the transaction',
  'platform.compartment_member': 'who sees into a compartment; not content',
};

const needToKnow =
  "* t (compartment_id = ANY ((NULLIF(current_setting('app.compartments'::text, true), ''::text))::integer[]))";

/** Restrictive policies beside that of all content: what lies in the compartments of two records. */
const otherPolicies: Readonly<Record<string, readonly string[]>> = {
  'relations.relation': [
    "* f (to_compartment_id = ANY ((NULLIF(current_setting('app.compartments'::text, true), ''::text))::integer[]))",
  ],
};

/** Tables in a module's schema that are no content, and why. */
const moduleTablesWithoutCompartment: Readonly<Record<string, string>> = {
  'callout.policy_edition': 'the rules by which people are called; settings of the whole team',
  'callout.adapter': 'services by which calls leave; settings of the whole team, their keys encrypted',
  'correspondence.signature': "the team's signature; in every mail that leaves",
  'authority.version': 'who may order what: a rule of the team, without content of any record',
  'authority.draft': 'the same, while it is written',
  'authority.delegation': 'who lends authority to whom and until when, without content of any record',
  'correspondence.template': 'prepared texts without content of any record',
  'obligations.watched': 'ids of records that are assessed again when a rule changes; nobody is answered from it',
  'obligations.declaration': 'what the team says of itself: which laws and agreements it falls under',
  'obligations.recipient_form': 'blank forms of recipients; what was filled in is not kept',
  'obligations.own_rule': "the team's own rules; what they were applied to stands elsewhere",
  'obligations.switch': 'which rules are on; settings of the whole team',
  'public_reporting.form_setting': 'how the public form is set; everybody is shown it',
  'reports.saved_view':
    'how a person wants to see a list: filters, no content; shown to its owner, or to all when shared',
  'triage.edition': 'settings of the whole team; rules that name a hidden compartment are withheld by the queries',
  'observables.known':
    'what the team knows: own domains, ignored values, gateways; whoever adds one is told that everybody sees it',
  'playbooks.version': 'published playbooks are texts of the team, without content of any record',
  'playbooks.draft': 'the same, while they are written',
  'observables.block_entry':
    'what devices are told to refuse; whoever adds a value releases it, and is asked to where its record is kept narrowly',
  'observables.warning_list':
    'what the team has set about innocent values; whoever makes a list is told that everybody sees it',
  'observables.block_token': 'keys by which devices fetch block lists; hashes, no content of records',
  'offline_pack.setting': 'how the pack is made; its passphrase is sealed',
  'offline_pack.pack': 'names and hashes of files that hold what is open to everyone',
  'charter.version': 'what the team says of itself, as it was approved; no content of records',
  'charter.draft': 'the same, as it is written',
  'charter.publication': 'whether it stands on a page for everybody',
  'team.reach_change': 'who entered or changed how a member is reached; asked of when a PIN is made, shown to nobody',
  'team.member': 'who belongs to the team; everybody inside may know, addresses are withheld by the views',
  'team.absence': 'the same: who is away and who stands in',
  'team.rotation': 'the same: who is on duty',
  'team.duty_change': 'the same',
  'team.directory_entry': 'whom the team can call; no content of records',
  'triage.class': 'the names of classes are settings of the whole team',
  'sources.mail_template': 'what the team has set about the mails of a sender; no content of records',
  'sources.mail_template_version': 'the same, as it was',
  'sources.webhook': 'what the team has set about a sender; its secret is hashed or encrypted',
  'sources.webhook_version': 'the same, as it was, without secrets',
  'sources.delivery':
    'that something arrived, with ids of reports; told as far as the reader sees those, bodies are encrypted',
};

/** Unique keys of content tables without the compartment, and why nobody learns from them that a row exists. */
const otherUniqueKeys: Readonly<Record<string, string>> = {
  'platform.file_object_name_key': 'object names are keyed hashes or random, made by the server: nobody can choose one',
};

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Modules with tables of their own; one that only asks others has no migration. */
const moduleSchemas = [...new Set(modules.map((module) => module.name))]
  .filter((name) => readdirSync(migrations).some((file) => file.includes(`_${name}_`)))
  .map((name) => name.replaceAll('-', '_'));

describe('need-to-know in the database', () => {
  it('every table with a compartment is a content table with policy and trigger', async () => {
    const rows = await ask(sql<{
      name: string;
      registered: boolean;
      secured: boolean;
      policies: string[];
      triggered: boolean;
      nullable: boolean;
    }>`
      select format('%s.%s', n.nspname, c.relname) as name,
        exists (select from platform.content_table t where t.name = c.oid) as registered,
        c.relrowsecurity as secured,
        array(select format('%s %s %s', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid)) from pg_policy p where p.polrelid = c.oid) as policies,
        exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'follow_subject' and g.tgenabled = 'O'
          and g.tgfoid = 'platform.follow_subject'::regproc and g.tgtype & 23 = 23) as triggered,
        not a.attnotnull as nullable
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'compartment_id' and not a.attisdropped and c.relkind = 'r'`);
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows.filter((one) => otherCompartmentTables[one.name] === undefined)) {
      expect(row).toMatchObject({ registered: true, secured: true, triggered: true, nullable: false });
      const others = otherPolicies[row.name] ?? [];
      expect([row.name, row.policies.toSorted()]).toEqual([row.name, [needToKnow, ...others].toSorted()]);
    }
    const names = rows.map((row) => row.name);
    for (const name of Object.keys(otherCompartmentTables)) expect(names).toContain(name);
    const [registry] = rows.filter((row) => row.name === 'platform.subject');
    expect(registry?.secured).toBe(true);
    expect(registry?.policies).toHaveLength(1);
  });

  it('every table of a module has a compartment', async () => {
    expect(moduleSchemas.length).toBeGreaterThan(3);
    const rows = await ask(sql<{ name: string; has: boolean }>`
      select format('%s.%s', n.nspname, c.relname) as name,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'compartment_id' and not a.attisdropped) as has
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'graphile_worker', 'platform')`);
    for (const schema of moduleSchemas) expect(rows.some((row) => row.name.startsWith(`${schema}.`))).toBe(true);
    const without = rows.filter((row) => !row.has).map((row) => row.name);
    expect(without.sort()).toEqual(Object.keys(moduleTablesWithoutCompartment).sort());
  });

  it('unique keys over content include the compartment, so that a refusal tells nothing of hidden rows', async () => {
    const rows = await ask(sql<{ name: string; columns: string[] }>`
      select format('%s.%s', n.nspname, i.relname) as name,
        array(select a.attname::text from pg_attribute a where a.attrelid = x.indrelid and a.attnum = any (x.indkey)) as columns
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
      where x.indisunique and not x.indisprimary
        and (c.oid in (select name from platform.content_table) or c.oid = 'platform.subject'::regclass)`);
    expect(rows.length).toBeGreaterThan(2);
    const open = rows.filter((row) => !row.columns.includes('compartment_id')).map((row) => row.name);
    expect(open).toEqual(Object.keys(otherUniqueKeys));
  });

  it('no view shows content past its policies', async () => {
    const rows = await ask(sql<{ name: string }>`select format('%s.%s', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm')
        and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`);
    expect(rows).toEqual([]);
  });
});

describe('the role of the application', () => {
  it('is no superuser, passes no policy, owns nothing, belongs to nobody', async () => {
    const [role] = await ask(sql<Record<string, boolean>>`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'matoi_app'`);
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    });
    expect(
      await ask(sql`select from pg_class where relowner = 'matoi_app'::regrole
      union all select from pg_proc where proowner = 'matoi_app'::regrole
      union all select from pg_namespace where nspowner = 'matoi_app'::regrole
      union all select from pg_auth_members where member = 'matoi_app'::regrole`),
    ).toHaveLength(0);
    const { rows } = await sql<{ name: string }>`select current_user::text as name`.execute(ground.databases.app);
    expect(rows).toEqual([{ name: 'matoi_app' }]);
  });

  it('may not create, and reaches neither search entries, the queue nor the writing of seals', async () => {
    const [may] = await ask(sql<Record<string, boolean>>`select
      has_schema_privilege('matoi_app', 'platform', 'create') as makes,
      has_schema_privilege('matoi_app', 'public', 'create') as makes_public,
      has_schema_privilege('matoi_app', 'graphile_worker', 'usage') as queue,
      has_table_privilege('matoi_app', 'platform.search_entry', 'select, insert, update, delete, truncate, references, trigger') as search,
      has_table_privilege('matoi_app', 'platform.audit_seal', 'insert, update, delete, truncate') as seal,
      has_table_privilege('matoi_app', 'platform.audit_unsealed', 'select, insert, update, delete, truncate') as unsealed,
      has_table_privilege('matoi_app', 'platform.audit_entry', 'update, delete, truncate') as entry,
      has_table_privilege('matoi_app', 'platform.audit_detail', 'update, delete, truncate') as detail,
      has_table_privilege('matoi_app', 'platform.fact', 'update, delete, truncate') as fact,
      has_table_privilege('matoi_app', 'platform.content_table', 'insert, update, delete, truncate') as registry,
      has_table_privilege('matoi_app', 'journal.entry', 'update, delete, truncate') as journal`);
    expect(Object.entries(may ?? { nothing: true }).filter(([, allowed]) => allowed)).toEqual([]);
  });

  it('may delete, truncate or put triggers on no content', async () => {
    const rows = await ask(sql<{ name: string }>`select name::text as name from platform.content_table
      where has_table_privilege('matoi_app', name, 'delete, truncate, trigger')
      union all select 'platform.subject' where has_table_privilege('matoi_app', 'platform.subject', 'delete, truncate, trigger')`);
    expect(rows).toEqual([]);
  });
});

describe('functions that run as the owner', () => {
  it('have a fixed search path and are executable by nobody unasked', async () => {
    const rows = await ask(sql<{ name: string; config: string[] | null; open: boolean }>`
      select format('%s.%s', n.nspname, p.proname) as name, p.proconfig as config,
        coalesce(exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE'), false) as open
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('graphile_worker', 'pg_catalog')`);
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows)
      expect(row).toMatchObject({
        name: row.name,
        config: expect.arrayContaining(['search_path=pg_catalog']),
        open: false,
      });
  });
});

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

describe('the sources', () => {
  const files = filesUnder(sources).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));

  it('a module names only tables of its own schema, and nobody outside names them', async () => {
    const rows = await ask(sql<{
      schema: string;
      name: string;
    }>`select n.nspname as schema, format('%s.%s', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public')`);
    let named = 0;
    for (const path of files.filter((one) => !one.endsWith('types.generated.ts'))) {
      const module = /modules\/[^/]+\/([^/]+)\//.exec(path)?.[1]?.replaceAll('-', '_');
      const text = readFileSync(path, 'utf8');
      for (const { schema, name } of rows) {
        // Only where it is used as a table: 'schema.table' in quotes, before a column, or in SQL text.
        const isNamed = new RegExp(`['"\`\\s]${name.replace('.', '\\.')}(['"\`\\s]|\\.[a-z_]+['"\`])`).test(text);
        if (!isNamed) continue;
        named += 1;
        if (schema === 'platform' || schema === 'graphile_worker')
          expect([path, name, module]).toEqual([path, name, undefined]);
        else expect([path, name, module]).toEqual([path, name, schema]);
      }
    }
    expect(named).toBeGreaterThan(20);
  });

  it('every fact of the contract is written by somebody', () => {
    const contract = fileURLToPath(new URL('../../../../packages/contract/src', import.meta.url));
    const kinds = filesUnder(contract)
      .filter((path) => path.endsWith('.facts.ts'))
      .flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/readonly kind: '([a-z-]+\.[a-z-]+)'/g)].map((found) => found[1] ?? ''),
      );
    expect(kinds.length).toBeGreaterThan(8);
    const writers = files.map((path) => readFileSync(path, 'utf8').replace(/onFact\(\s*'[^']+'/g, '')).join('\n');
    const unwritten = kinds.filter(
      (kind) => !writers.includes(`kind: '${kind}'`) && !writers.includes(`'${kind}' as const`),
    );
    expect(unwritten).toEqual([]);
  });

  it('every store of a module adds the predicate to each of its queries over content', () => {
    const stores = files.filter((path) => /modules\/.*\.store\.ts$/.test(path));
    expect(stores.length).toBeGreaterThan(4);
    for (const path of stores) {
      const text = readFileSync(path, 'utf8');
      const tables = [
        ...text.matchAll(/\.(?:selectFrom|updateTable|deleteFrom)\((?:'([a-z_.-]+))?/g),
        ...text.matchAll(/\b(?:from|join|update) ([a-z_]+\.[a-z_]+)\b(?!\()/g),
      ];
      const queries = tables.filter(([, name]) => moduleTablesWithoutCompartment[name ?? ''] === undefined).length;
      const predicates = (text.match(/visibleTo\(/g) ?? []).length;
      const each = path.endsWith('/relations/relation.store.ts') ? 2 : 1; // both ends have to be seen
      expect([path, predicates]).toEqual([path, queries * each]);
    }
  });
});
