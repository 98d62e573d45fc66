import { sentence } from '@matoi/catalogues';
import { type Binding, bind } from '../http/index.ts';
import { findAccount } from '../identity/index.ts';
import {
  findOwnDevice,
  listDevices,
  makePushCommands,
  openSubscription,
  type PushSender,
  viewDevice,
} from '../push/index.ts';

/** How long a push service keeps a test. Seconds. */
const testTtl = 60;

/** A person's own browsers that take push messages. */
export function pushBindings({
  secretKey,
  push,
}: {
  readonly secretKey: Buffer;
  readonly push: PushSender;
}): readonly Binding[] {
  const commands = makePushCommands({ secretKey, isPrivateAllowed: push.isPrivateAllowed });
  return [
    bind('push-devices.list', (call) =>
      call.read(async (reading) => ({
        publicKey: push.publicKey,
        items: (await listDevices(reading, reading.actor.id)).map(viewDevice),
      })),
    ),
    bind('push-devices.register', (call) => call.run(commands.register, call.body)),
    bind('push-devices.change', (call) => call.run(commands.change, { ...call.params, ...call.body })),
    bind('push-devices.end', (call) => call.run(commands.end, call.params)),
    bind('push-devices.test', async (call) => {
      const { id } = call.params;
      const { subscription, locale } = await call.read(async (reading) => ({
        subscription: openSubscription(await findOwnDevice(reading, id), secretKey),
        locale: (await findAccount(reading.db, reading.actor.id)).locale,
      }));
      const outcome =
        subscription === null
          ? ({ is: 'gone', words: '' } as const)
          : await push.send(
              subscription,
              {
                title: sentence(locale, 'push.test.title'),
                body: sentence(locale, 'push.test.body'),
                path: '/platform/account',
                tag: `test ${id}`,
                language: locale,
                isUrgent: true,
              },
              { ttlSeconds: testTtl },
            );
      return call.run(commands.noteTest, { id, outcome });
    }),
  ];
}
