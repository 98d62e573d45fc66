import { type BodyOf, mostAdapters, type RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import { sealHeaders } from './adapter.map.ts';
import type { Adapter, Outcome } from './adapter.model.ts';
import { leadsElsewhere, refusalOfAdapter } from './adapter.rules.ts';
import {
  findAdapter,
  insertAdapter,
  listAdapters,
  updateAdapter,
  updateReceiptHash,
  updateTested,
} from './adapter.store.ts';
import { viewAdapter } from './adapter.views.ts';
import { addressOfService } from './receipt.map.ts';

type Body = BodyOf<RouteWith<'call-adapters.create'>>;
const changed = [{ kind: 'call-out-setting.changed' as const }];

const sealedOf = (work: Work, headers: NonNullable<Body['headers']>, given: { adapterId: string; key: Buffer }) => ({
  names: headers.map(({ name }) => name),
  sealed: headers.length === 0 ? null : sealHeaders(headers, { ...given, random: work.random }),
});

/** For the audit log: everything but the values of headers. */
function auditOf(adapter: Pick<Adapter, 'name' | 'kind' | 'isOn' | 'url' | 'method' | 'receipt'>) {
  const { name, kind, isOn, url, method, receipt } = adapter;
  return { name, kind, isOn, url, method, receipt };
}

type Create = { readonly body: Body; readonly key: Buffer };

/** Adds a service by which calls leave. */
export const createAdapter = defineCommand({
  id: 'call-adapters.create',
  load: async (work: Work, _input: Create) => (await listAdapters(work)).length,
  permit: permitAll,
  decide(count, { body }): Body | Refusal {
    if (count >= mostAdapters) return refusal('call-adapters.save.too-many', { limit: mostAdapters });
    return refusalOfAdapter(body, body.headers ?? []) ?? body;
  },
  async record(work, { change: { headers = [], ...adapter }, input: { key } }) {
    const id: string = work.newId<'CallAdapter'>();
    await insertAdapter(work, { ...adapter, id }, sealedOf(work, headers, { adapterId: id, key }));
    return { subjectId: null, audit: { adapterId: id, after: auditOf(adapter) }, facts: changed, result: id };
  },
  show: async (work, id) => viewAdapter(await findAdapter(work, id)),
});

type Change = Create & { readonly params: { readonly id: string } };

/** Changes a service. Its headers do not follow to another place unless they are given again. */
export const changeAdapter = defineCommand({
  id: 'call-adapters.change',
  load: (work: Work, { params }: Change) => findAdapter(work, params.id, { forUpdate: true }),
  versioned: {
    of: (loaded: Adapter) => loaded.version,
    show: async (_work: Work, loaded: Adapter) => viewAdapter(loaded),
  },
  permit: permitAll,
  decide(before, { body }): Body | Refusal {
    if (body.headers === undefined && before.headerNames.length > 0 && leadsElsewhere(before, body))
      return refusal('call-adapters.save.headers-again', {}, [
        { path: 'body.headers', code: 'call-adapters.save.headers-again' },
      ]);
    return refusalOfAdapter(body, body.headers ?? []) ?? body;
  },
  async record(work, { loaded: before, change: { headers, ...adapter }, input: { key } }) {
    const { id } = before;
    const sealed = headers === undefined ? null : sealedOf(work, headers, { adapterId: id, key });
    // Who gets calls from now on is not whom the address for reports was given to.
    const endsReceipts = adapter.receipt === null || leadsElsewhere(before, adapter);
    await updateAdapter(work, { ...adapter, id }, { headers: sealed, endsReceipts });
    return {
      subjectId: null,
      audit: {
        adapterId: id,
        before: auditOf(before),
        after: auditOf(adapter),
        areHeadersChanged: headers !== undefined,
      },
      facts: changed,
      result: id,
    };
  },
  show: async (work, id) => viewAdapter(await findAdapter(work, id)),
});

type Renew = { readonly params: { readonly id: string }; readonly publicUrl: string };

/** Makes a new secret address at which a service reports for all its words; the one before ends. */
export const renewReceipt = defineCommand({
  id: 'call-adapters.renew-receipt',
  load: (work: Work, { params }: Renew) => findAdapter(work, params.id, { forUpdate: true }),
  permit: permitAll,
  decide: (adapter) => (adapter.receipt === null ? refusal('call-adapters.renew-receipt.off') : { adapter }),
  async record(work, { loaded: adapter, input: { publicUrl } }) {
    const secret = Buffer.from(work.random(32)).toString('base64url');
    await updateReceiptHash(work, adapter.id, hashSecret(secret));
    const address = addressOfService({ publicUrl, adapterId: adapter.id, secret });
    return { subjectId: null, audit: { adapterId: adapter.id }, facts: changed, result: address };
  },
  show: async (_work, address) => ({ address }),
});

type Tested = { readonly id: string; readonly outcome: Outcome };

/** Keeps how a test of a service went. The request itself was made before, outside of the transaction. */
export const noteAdapterTest = defineCommand({
  id: 'call-adapters.test',
  load: (work: Work, { id }: Tested) => findAdapter(work, id, { forUpdate: true }),
  permit: permitAll,
  decide: (adapter) => ({ adapter }),
  async record(work, { loaded: adapter, input: { outcome } }) {
    await updateTested(work, adapter.id, outcome);
    return {
      subjectId: null,
      audit: { adapterId: adapter.id, isGood: outcome.isGood },
      facts: changed,
      result: adapter.id,
    };
  },
  show: async (work, id) => viewAdapter(await findAdapter(work, id)),
});
