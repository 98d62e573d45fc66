/** One statement of a migration and the line it begins on. */
export type Statement = {
  /** Without comments, on one line. */
  readonly text: string;
  /** Without comments around it, with its line breaks: a dollar-quoted body can be read again. */
  readonly raw: string;
  /** The comments before and inside of it. */
  readonly comments: readonly string[];
  readonly line: number;
};

const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|;|\s+|[^\s;'"$/-]+|[\s\S]/g;

/** Splits SQL at its semicolons; those in comments, strings and dollar-quoted bodies do not count. */
export function splitSql(sql: string): Statement[] {
  const statements: Statement[] = [];
  let text = '';
  let comments: string[] = [];
  let line = 1;
  let begins = 1;
  const close = () => {
    const raw = text.trim();
    if (raw !== '') statements.push({ text: raw.replace(/\s+/g, ' '), raw, comments, line: begins });
    text = '';
    comments = [];
  };
  for (const [part] of sql.matchAll(token)) {
    if (part === ';') close();
    else if (part.startsWith('--') || part.startsWith('/*'))
      comments.push(part.replace(/^--\s*|^\/\*\s*|\s*\*\/$/g, ''));
    else {
      if (text === '' && part.trim() !== '') begins = line;
      if (text !== '' || part.trim() !== '') text += part;
    }
    line += part.split('\n').length - 1;
  }
  close();
  return statements;
}
