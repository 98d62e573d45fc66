import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { addBlockEntry, createBlockToken, endBlockToken, withdrawBlockEntry } from './block.commands.ts';
import { allBlockTokens, checkBlock, deliveredList, pageOfBlocks } from './block.queries.ts';
import { viewBlockEntry, viewBlockToken } from './block.views.ts';

/** Binds the routes of the block list. */
export function blockBindings(parts: { readonly cursorKey: Buffer; readonly publicUrl: string }): readonly Binding[] {
  const { cursorKey, publicUrl } = parts;
  return [
    bind('block-entries.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `block-entries ${query.state}`;
        const page = await pageOfBlocks(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: one.addedAt.toISOString(), id: one.id }),
          view: (one) => viewBlockEntry(one, reading.now),
        });
      }),
    ),
    bind('block-entries.add', (call) => call.run(addBlockEntry, call.body)),
    bind('block-entries.check', (call) => call.read((reading) => checkBlock(reading, call.body))),
    bind('block-entries.withdraw', (call) => call.run(withdrawBlockEntry, { ...call.params, ...call.body })),
    bind('block-tokens.list', (call) =>
      call.read(async (reading) => ({ items: (await allBlockTokens(reading)).map(viewBlockToken) })),
    ),
    bind('block-tokens.create', async (call) => {
      const { token, secret } = await call.run(createBlockToken, call.body);
      const address = (file: string) => `${publicUrl}/api/v1/block-lists/${file}?token=${secret}`;
      const addresses = token.lists.map((list) => ({
        list,
        text: address(`${list}.txt`),
        csv: address(`${list}.csv`),
      }));
      return { token, secret, addresses };
    }),
    bind('block-tokens.revoke', (call) => call.run(endBlockToken, call.params)),
    bind('block-lists.read', (call) => {
      const { authorization } = call.raw.request.headers;
      const ifNoneMatch = call.raw.request.headers['if-none-match'];
      const { file } = call.params;
      return call.read((reading) =>
        deliveredList(reading, { file, token: call.query.token, authorization, ifNoneMatch }),
      );
    }),
  ];
}
