import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

/** One PostgreSQL cluster for the whole run; every test file makes its own database from the migrated template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, superuser, owner, app } = await startTestCluster();
  project.provide('cluster', { superuser, owner, app });
  return stop;
}
