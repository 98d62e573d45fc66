/** Connections, the transaction's compartments, migrations. `DB` is generated from the migrated schema. */
export {
  type ConnectionConfig,
  type Databases,
  type DB,
  isDatabaseGone,
  isDeadlock,
  isOutOfSight,
  isUniqueViolation,
  openDatabases,
  setCompartments,
  setGuestSubject,
  type Tables,
  type Tx,
} from './database.ts';
export { listen, rightsChannel, tellRightsChanged } from './listener.ts';
export { appRole, migrate, ownerRole, parseDatabaseUrl, prepareCluster, prepareForeignDatabase } from './migrate.ts';
export { makeSharedReading } from './shared.reading.ts';
