/**
 * The embedded PostgreSQL: makes the cluster, starts it over a private unix socket, and sees to it that nothing keeps
 * running when the program dies. Other parts import from here only.
 */
export type { Cluster, ClusterDirectory } from './cluster.lifecycle.ts';
export { recordedConnection, startCluster } from './cluster.lifecycle.ts';
export type { ClusterConnection } from './cluster.session.ts';
