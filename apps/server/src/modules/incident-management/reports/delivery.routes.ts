import { isId, Refused, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { isSender } from '../sources/index.ts';
import { deliveryCommands } from './delivery.commands.ts';

/** Binds the receiving and replaying of webhooks. */
export function deliveryBindings({ secretKey }: Pick<ModuleParts, 'secretKey'>): readonly Binding[] {
  const deliveries = deliveryCommands(secretKey);
  return [
    bind('webhooks.receive', async (call) => {
      const body = fileOf(call.raw.request);
      const { headers } = call.raw.request;
      const id = isId(call.params.id) ? call.params.id : null;
      const isProven = await call.read((reading) => isSender(reading, { id, headers, body, secretKey }));
      // One answer for an address that does not exist and a secret that is wrong.
      if (!isProven || id === null) return refuse('webhooks.receive.refused');
      const arrived = { webhookId: id, body };
      try {
        return await call.runAs('webhook-intake', deliveries.receive, arrived);
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.code.startsWith('server.')) throw error;
        await call.runAs('webhook-intake', deliveries.keep, { ...arrived, refused: error.refusal });
        throw error;
      }
    }),
    bind('webhooks.replay', (call) => call.run(deliveries.replay, { id: call.params.id })),
  ];
}
