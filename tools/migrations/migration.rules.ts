import { createHash } from 'node:crypto';
import { type Statement, splitSql } from './sql.split.ts';

export type Migration = { readonly name: string; readonly sql: string };
export type Given = {
  readonly migrations: readonly Migration[];
  /** Hashes of the files that a released version has brought: they never change again. */
  readonly released: Readonly<Record<string, string>>;
  /** Names that may own a migration: the modules, and the platform. */
  readonly owners: ReadonlySet<string>;
};

const form = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})_([a-z][a-z-]*)_([a-z0-9]+(?:[_-][a-z0-9]+)*)\.sql$/;

export function hashOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

/** Everything that is wrong with the migrations, one sentence each. */
export function judgeMigrations({ migrations, released, owners }: Given): string[] {
  if (migrations.length === 0) return ['There are no migrations: nothing was read.'];
  const ordered = [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...ordered.flatMap(({ name }) => judgeName(name, owners)),
    ...judgeOrder(ordered, released),
    ...judgeReleased(ordered, released),
    ...ordered.filter(({ name }) => !(name in released)).flatMap(judgeStatements),
  ];
}

function judgeName(name: string, owners: ReadonlySet<string>): string[] {
  const match = form.exec(name);
  if (match === null) return [`${name}: a migration is named YYYYMMDDTHHMM_<module>_<what>.sql.`];
  const [, year, month, day, hour, minute, owner = ''] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}`;
  const moment = new Date(`${iso}:00Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso);
  return [
    ...(isReal ? [] : [`${name}: ${iso} is no moment of the calendar.`]),
    ...(owners.has(owner) ? [] : [`${name}: there is no module ${owner}; use a name of levels.json, or platform.`]),
  ];
}

const momentOf = (name: string) => name.split('_')[0] ?? '';

function judgeOrder(ordered: readonly Migration[], released: Given['released']): string[] {
  const last = Object.keys(released).sort().at(-1) ?? '';
  return ordered.flatMap(({ name }, index) => {
    const before = ordered[index - 1]?.name;
    if (before !== undefined && momentOf(before) === momentOf(name)) {
      return [`${name}: has the same moment as ${before}; their order would be an accident. Take another minute.`];
    }
    if (name in released || momentOf(name) > momentOf(last)) return [];
    return [
      `${name}: comes before ${last}, which is released; an installed database would never run it. Take a later moment.`,
    ];
  });
}

function judgeReleased(ordered: readonly Migration[], released: Given['released']): string[] {
  const present = new Map(ordered.map(({ name, sql }) => [name, hashOf(sql)]));
  return Object.entries(released).flatMap(([name, hash]) => {
    const now = present.get(name);
    if (now === hash) return [];
    const what = now === undefined ? 'is gone' : 'was edited';
    return [`${name}: ${what}, but it is released. Restore it and write a new migration.`];
  });
}

type Rule = {
  readonly id: string;
  readonly finds: (sql: string, made: ReadonlySet<string>) => boolean;
  readonly says: string;
};

const name = '(?:if exists |if not exists |only )?([\\w".]+)';
const alters = (pattern: string) => new RegExp(`^alter table ${name} (?:.*?,\\s*)?(?:${pattern})`, 'i');
const matches = (pattern: RegExp) => (sql: string) => pattern.test(sql);

/** True when the statement is about a table that an earlier file made: only such a table can have rows. */
function onExisting(pattern: RegExp) {
  return (sql: string, made: ReadonlySet<string>) => {
    const table = pattern.exec(sql)?.[1];
    return table !== undefined && !made.has(plainName(table));
  };
}

const plainName = (table: string) => table.replaceAll('"', '').toLowerCase();

const rules: readonly Rule[] = [
  {
    id: 'drop',
    finds: matches(
      /^(?:drop (?:table|schema|type|view|materialized view|column|sequence)\b|truncate\b)|^alter (?:table|type) .*\bdrop (?:column|attribute)\b/i,
    ),
    says: 'destroys data, and the program of the version before still uses it while both run',
  },
  {
    id: 'drop',
    finds: matches(/^alter table [^(]*?\bdrop (?!constraint|not null|default|identity|expression)(?:if exists )?\w+/i),
    says: 'destroys data, and the program of the version before still uses it while both run',
  },
  {
    id: 'rename',
    finds: matches(/^alter (?:table|view|type|schema|sequence) .*\brename\b/i),
    says: 'takes a name away that the program of the version before uses while both run',
  },
  {
    id: 'change-type',
    finds: onExisting(alters('alter (?:column )?[\\w"]+ (?:set data )?type\\b')),
    says: 'rewrites the whole table under a lock; add a column and copy in batches',
  },
  {
    id: 'index-lock',
    finds: onExisting(
      new RegExp(`^create (?:unique )?index (?!concurrently)(?:if not exists )?(?:[\\w"]+ )?on ${name}`, 'i'),
    ),
    says: 'stops all writing while it builds; write `create index concurrently`, alone in its file',
  },
  {
    id: 'not-null',
    finds: (sql, made) =>
      onExisting(alters('add (?:column )?(?!constraint|primary|unique|check|foreign)'))(sql, made) &&
      addsRequiredColumn(sql),
    says: 'fails on a table with rows; give the column a default, or fill it first',
  },
  {
    id: 'rewrite',
    finds: onExisting(
      alters(
        'add (?:column )?(?!constraint|primary|unique|check|foreign)[^,]*\\bdefault (?:gen_random_uuid|random|clock_timestamp|nextval|uuidv7|uuidv4)\\b',
      ),
    ),
    says: 'rewrites the whole table under a lock, because the default differs for each row; fill it in batches',
  },
  {
    id: 'set-not-null',
    finds: onExisting(alters('alter (?:column )?[\\w"]+ set not null')),
    says: 'reads the whole table under a lock; add a check `not valid`, validate it, then set',
  },
  {
    id: 'constraint-lock',
    finds: (sql, made) =>
      onExisting(alters('add (?:constraint [\\w"]+ )?(?:check|foreign key)\\b'))(sql, made) &&
      !/\bnot valid\b/i.test(sql),
    says: 'reads the whole table under a lock; add it `not valid` and validate it in a later file',
  },
  {
    id: 'constraint-lock',
    finds: (sql, made) =>
      onExisting(alters('add (?:constraint [\\w"]+ )?(?:unique|primary key)\\b'))(sql, made) &&
      !/\busing index\b/i.test(sql),
    says: 'builds an index under a lock; build it concurrently first and add the constraint `using index`',
  },
  {
    id: 'heavy',
    finds: matches(/^(?:lock\b|cluster\b|vacuum\b|reindex (?!.*\bconcurrently\b))/i),
    says: 'holds a lock for long',
  },
  {
    id: 'transaction',
    finds: matches(/^(?:begin|start transaction|commit|rollback|savepoint)\b/i),
    says: 'the migrator opens and closes the transaction',
  },
];

function addsRequiredColumn(sql: string): boolean {
  const additions =
    sql.match(/\badd (?:column )?(?!constraint|primary|unique|check|foreign)(?:[^,(]|\([^)]*\))*/gi) ?? [];
  return additions.some((addition) => /\bnot null\b/i.test(addition) && !/\b(?:default|generated)\b/i.test(addition));
}

function judgeStatements({ name: file, sql }: Migration): string[] {
  const statements = splitSql(sql);
  if (statements.length === 0) return [`${file}: holds no statement.`];
  const made = new Set(
    statements
      .flatMap(({ text }) => /^create (?:unlogged )?table (?:if not exists )?([\w".]+)/i.exec(text)?.[1] ?? [])
      .map(plainName),
  );
  const isConcurrent = statements.some(({ text }) => /^(?:create|drop|reindex) .*\bconcurrently\b/i.test(text));
  return [
    ...statements.flatMap((statement) => judgeStatement({ file, statement, made })),
    ...(isConcurrent && statements.length > 1
      ? [`${file}: a statement with concurrently runs outside of a transaction and stands alone in its file.`]
      : []),
  ];
}

function judgeStatement({
  file,
  statement,
  made,
}: {
  file: string;
  statement: Statement;
  made: ReadonlySet<string>;
}): string[] {
  const accepted = new Set(statement.comments.map((comment) => /^accepted (\S+): \S/.exec(comment)?.[1]));
  const parts = [statement.text, ...insideOfBlock(statement.raw)];
  const found = rules.filter((rule) => !accepted.has(rule.id) && parts.some((text) => rule.finds(text, made)));
  return found.map(
    ({ id, says }) =>
      `${file}:${statement.line}: ${says} [${id}]. If it must be, write \`-- accepted ${id}: <why it does no harm>\` before it.`,
  );
}

/** A `do` block runs at once, so what stands in it counts; the body of a function does not. */
function insideOfBlock(raw: string): string[] {
  const body = /^do (?:language \w+ )?\$(\w*)\$([\s\S]*)\$\1\$/i.exec(raw)?.[2];
  if (body === undefined) return [];
  return splitSql(body).map((statement) => statement.text.replace(/^(?:begin|then|else|loop)\s+/i, ''));
}
