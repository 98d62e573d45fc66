import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { attachmentBytes, pictureBytes } from '@matoi/contract/values';
import { Refused, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, fileStreamOf } from '../../../platform/http/index.ts';
import { addFile, describeFile, withdrawFile } from './file.commands.ts';
import { contentType, headTap } from './file.map.ts';
import { bytesOf, compartmentFor, pictureOf, showFiles } from './file.queries.ts';
import { asPictureType } from './file.rules.ts';

/** Binds the routes of files on records. */
export function attachmentsBindings({ store }: Pick<ModuleParts, 'store'>): readonly Binding[] {
  return [
    bind('attachments.list', (call) =>
      call.read(async (reading) => ({ items: [...(await showFiles(reading, call.query.subjectId))] })),
    ),
    bind('attachments.add', async (call) => {
      const { subjectId, name, description = '', origin } = call.query;
      const { request } = call.raw;
      const compartment = await call.read((reading) => compartmentFor(reading, subjectId));
      const tap = headTap();
      const body = pipeline(fileStreamOf(request, attachmentBytes), tap.through, () => undefined);
      const object = await store.put(body, compartment).catch((error: unknown) => {
        // Who sends left in the middle: nobody hears the answer, and it is no alarm for the operator.
        if (!(error instanceof Refused) && request.raw.destroyed && !request.raw.complete)
          return refuse('request.read.malformed');
        throw error;
      });
      const mediaType = await contentType(tap.head());
      try {
        return await call.run(addFile, { subjectId, name, description, origin, object, mediaType });
      } catch (error) {
        // After another error nobody knows whether it was committed; then the bytes stay.
        if (error instanceof Refused) await store.discard(object);
        throw error;
      }
    }),
    bind('attachments.describe', (call) => call.run(describeFile, { ...call.params, ...call.body })),
    bind('attachments.withdraw', (call) => call.run(withdrawFile, { ...call.params, ...call.body })),
    bind('attachments.download', async (call) => {
      const { file, stored } = await call.read((reading) => bytesOf(reading, call.params.id));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(stored) };
    }),
    bind('attachments.picture', async (call) => {
      const content = await buffer(store.get(await call.read((reading) => pictureOf(reading, call.params.id))));
      // What others have put on the record was never looked at: the bytes decide, once more.
      const mediaType = asPictureType(await contentType(content));
      return mediaType === null ? refuse('attachments.picture.none', { limit: pictureBytes }) : { mediaType, content };
    }),
  ];
}
