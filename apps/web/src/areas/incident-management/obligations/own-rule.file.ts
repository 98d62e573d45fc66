import { type Definition, list, readJson } from './definition.read.ts';

/** Rules as a file. */
const fileFormat = 'matoi-obligation-rules';

export function ruleFile(definitions: readonly Definition[]): string {
  return `${JSON.stringify({ format: fileFormat, version: 1, rules: definitions }, null, 2)}\n`;
}

/** Reads such a file; null for anything else. */
export function readRuleFile(text: string): readonly Definition[] | null {
  const file = readJson(text);
  if (file === null || file.format !== fileFormat || file.version !== 1 || !Array.isArray(file.rules)) return null;
  const rules = list(file.rules);
  return rules.length > 0 && rules.every(({ id }) => typeof id === 'string') ? rules : null;
}
