import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Adapter } from './adapter.model.ts';
import type { ReceiptSetting } from './receipt.model.ts';

function writable(receipt: ReceiptSetting) {
  const { delivered, failed, acknowledged, refused } = receipt;
  return {
    ...receipt,
    delivered: [...delivered],
    failed: [...failed],
    acknowledged: [...acknowledged],
    refused: [...refused],
  };
}

/** A service as the contract describes it: never a value of a header. */
export function viewAdapter(adapter: Adapter): ResponseOf<RouteWith<'call-adapters.create'>> {
  return {
    id: adapter.id,
    version: adapter.version,
    kind: adapter.kind,
    name: adapter.name,
    isOn: adapter.isOn,
    method: adapter.method,
    url: adapter.url,
    body: adapter.body,
    contentType: adapter.contentType,
    expectedStatus: [...adapter.expectedStatus],
    isPrivateAllowed: adapter.isPrivateAllowed,
    headerNames: [...adapter.headerNames],
    receipt: adapter.receipt === null ? null : writable(adapter.receipt),
    hasReceiptAddress: adapter.hasReceiptAddress,
    tested: adapter.tested === null ? null : { ...adapter.tested, at: adapter.tested.at.toISOString() },
  };
}
