import { receiptHours } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { takeReceipt } from './receipt.commands.ts';
import { heardFrom } from './receipt.queries.ts';

/** Binds what services report on words that they were handed. */
export function receiptBindings({ secretKey, clock }: Pick<ModuleParts, 'secretKey' | 'clock'>): readonly Binding[] {
  return [
    bind('call-receipts.take', async (call) => {
      const since = new Date(clock().getTime() - receiptHours * 3_600_000);
      const text = fileOf(call.raw.request).toString('utf8');
      const asked = { address: call.params.id, text, since, key: secretKey };
      const heard = await call.read((reading: Reading) => heardFrom(reading, asked));
      // One answer for an address that does not exist and a secret that is wrong.
      if (heard === 'unknown') return refuse('record.find.not-found');
      if (heard !== 'nothing') await call.runAs('call-receipts', takeReceipt, heard);
      return { done: true as const };
    }),
  ];
}
