import type { Definition } from './own-rule.draft.ts';

/** Rules as a file. */
const fileFormat = 'matoi-obligation-rules';

export function ruleFile(definitions: readonly Definition[]): string {
  return `${JSON.stringify({ format: fileFormat, version: 1, rules: definitions }, null, 2)}\n`;
}

/** Reads such a file; null for anything else. */
export function readRuleFile(text: string): readonly Definition[] | null {
  let file: Definition;
  try {
    file = record(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (file.format !== fileFormat || file.version !== 1 || !Array.isArray(file.rules)) return null;
  const rules = list(file.rules);
  return rules.length > 0 && rules.every(({ id }) => typeof id === 'string') ? rules : null;
}

const record = (value: unknown): Definition =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Definition) : {};
const list = (value: unknown): readonly Definition[] => (Array.isArray(value) ? value.map(record) : []);
