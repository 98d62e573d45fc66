import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '@matoi/kernel';
import { hasCode } from '../../../platform/data-directory/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { askForPack, setOfflinePack, takePack } from './pack.commands.ts';
import { fileNameOf, showPacks } from './pack.queries.ts';

type Parts = { readonly secretKey: Buffer; readonly packsPath: string };

/** Binds the routes of offline packs. */
export function offlinePackBindings({ secretKey, packsPath }: Parts): readonly Binding[] {
  return [
    bind('offline-packs.show', (call) => call.read(showPacks)),
    bind('offline-packs.set', (call) => call.run(setOfflinePack, { ...call.body, key: secretKey })),
    bind('offline-packs.ask', (call) => call.run(askForPack, {})),
    bind('offline-packs.download', async (call) => {
      const fileName = await call.read((reading) => fileNameOf(reading, call.params.id));
      const path = join(packsPath, fileName);
      const size = await sizeOf(path);
      await call.run(takePack, { id: call.params.id });
      return { name: fileName, mediaType: 'application/zip', size, content: createReadStream(path) };
    }),
  ];
}

/** Bytes of a pack; refuses where somebody took the file out of the data directory. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return refuse('offline-packs.download.not-there');
    throw error;
  }
}
