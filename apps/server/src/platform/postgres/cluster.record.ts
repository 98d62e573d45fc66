import { join } from 'node:path';
import { readIfPresent, replaceFile, StartProblem } from '../data-directory/index.ts';

/** What `<data>/cluster.json` remembers between starts. */
export type ClusterRecord = {
  /** Where the cluster lies when it is not `<data>/postgres`. */
  readonly place: string | null;
  /** True once a cluster was made: from then on its absence is a loss and never a reason to make an empty one. */
  readonly initialised: boolean;
  /** Folder of the socket of the latest start. */
  readonly socketDirectory: string | null;
};

const EMPTY: ClusterRecord = { place: null, initialised: false, socketDirectory: null };

/** Reads the record; an empty one when there is none. */
export async function readRecord(dataDirectory: string): Promise<ClusterRecord> {
  const path = join(dataDirectory, 'cluster.json');
  const content = await readIfPresent(path);
  if (content === null) return EMPTY;
  const value = parse(content.toString('utf8'));
  if (value === null) {
    throw new StartProblem('postgres.record-damaged', `${path} is damaged: restore it from a backup.`, { path });
  }
  return value;
}

function parse(text: string): ClusterRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null || !('initialised' in value)) return null;
  const place = 'place' in value && typeof value.place === 'string' ? value.place : null;
  const socketDirectory =
    'socketDirectory' in value && typeof value.socketDirectory === 'string' ? value.socketDirectory : null;
  return { place, initialised: value.initialised === true, socketDirectory };
}

/** Writes the record when it changed. */
export async function writeRecord(dataDirectory: string, record: ClusterRecord): Promise<void> {
  const path = join(dataDirectory, 'cluster.json');
  const content = `${JSON.stringify(record, null, 2)}\n`;
  if ((await readIfPresent(path))?.toString('utf8') === content) return;
  await replaceFile({ path, content, mode: 0o600 });
}
