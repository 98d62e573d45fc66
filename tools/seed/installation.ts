import { join } from 'node:path';
import { type Databases, openDatabases } from '../../apps/server/src/platform/db/index.ts';
import { recordedConnection } from '../../apps/server/src/platform/postgres/index.ts';

/** Opens the database of a running installation as its superuser, after the given statements. */
export async function openAsSuperuser(dataPath: string, prepare: readonly string[]): Promise<Databases> {
  const connection = await recordedConnection({ path: dataPath, keysPath: join(dataPath, 'keys') });
  if (connection === null) throw new Error('the database has no recorded connection');
  const open = () => openDatabases({ owner: connection, app: connection, onProblem: () => undefined });
  const first = open();
  for (const statement of prepare) await first.ownerPool.query(statement);
  await first.close();
  return open();
}
