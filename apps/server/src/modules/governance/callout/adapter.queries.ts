import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { openHeaders } from './adapter.map.ts';
import type { AdapterDefinition, Header } from './adapter.model.ts';
import type { Values } from './adapter.rules.ts';
import { findAdapter, listAdapters } from './adapter.store.ts';
import { viewAdapter } from './adapter.views.ts';

/** A request that is ready to leave. */
export type ReadyRequest = {
  readonly definition: AdapterDefinition;
  readonly headers: readonly Header[];
  readonly values: Values;
};

/** What a test of a service sends: clearly a test, to an address that is given. */
export async function readyTest(
  reading: Reading,
  asked: { readonly id: string; readonly address: string; readonly sentence: string },
  keys: { readonly secretKey: Buffer; readonly publicUrl: string },
): Promise<ReadyRequest> {
  const adapter = await findAdapter(reading, asked.id);
  const { teamName } = await readSettings(reading.db);
  const link = `${keys.publicUrl}/governance/call-outs`;
  return {
    definition: adapter,
    headers: openHeaders(adapter.sealedHeaders, { key: keys.secretKey, adapterId: adapter.id }),
    values: {
      number: 'TEST-0000-0000',
      priority: '',
      link,
      text: `${asked.sentence} ${link}`,
      name: reading.actor.name,
      address: asked.address,
      team: teamName,
      word: 'TEST',
      receipt: '',
    },
  };
}

/** All services, without their secrets. */
export async function shownAdapters(reading: Reading) {
  return { items: (await listAdapters(reading)).map(viewAdapter) };
}
