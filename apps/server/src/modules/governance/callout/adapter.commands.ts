import { type BodyOf, mostAdapters, type RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { sealHeaders } from './adapter.map.ts';
import type { Adapter, Outcome } from './adapter.model.ts';
import { leadsElsewhere, refusalOfAdapter } from './adapter.rules.ts';
import { findAdapter, insertAdapter, listAdapters, updateAdapter, updateTested } from './adapter.store.ts';
import { viewAdapter } from './adapter.views.ts';

type Body = BodyOf<RouteWith<'call-adapters.create'>>;
const changed = [{ kind: 'call-out-setting.changed' as const }];

const sealedOf = (work: Work, headers: NonNullable<Body['headers']>, given: { adapterId: string; key: Buffer }) => ({
  names: headers.map(({ name }) => name),
  sealed: headers.length === 0 ? null : sealHeaders(headers, { ...given, random: work.random }),
});

/** For the audit log: everything but the values of headers. */
function auditOf({ name, kind, isOn, url, method }: Pick<Adapter, 'name' | 'kind' | 'isOn' | 'url' | 'method'>) {
  return { name, kind, isOn, url, method };
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
    await updateAdapter(work, { ...adapter, id }, sealed);
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
