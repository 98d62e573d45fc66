import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { lockUp, makeAnalyser } from './analyser.map.ts';
import { analyseAgain, judgeSpecimen, takeSpecimen } from './specimen.commands.ts';
import { fileToAnalyse, specimensOf } from './specimen.queries.ts';

/** Binds the routes of specimens. */
export function specimensBindings({ store, parser }: Pick<ModuleParts, 'store' | 'parser'>): readonly Binding[] {
  const analyser = makeAnalyser(parser);
  return [
    bind('specimens.list', (call) =>
      call.read(async (reading) => ({ items: await specimensOf(reading, call.query.subjectId) })),
    ),
    bind('specimens.analyse', async (call) => {
      const { file, knowledge } = await call.read((reading) => fileToAnalyse(reading, call.params.id));
      const outcome = await analyser.analyse(await buffer(store.get(file)), knowledge);
      return call.run(analyseAgain, { id: call.params.id, outcome });
    }),
    bind('specimens.judge', (call) =>
      call.run(judgeSpecimen, { id: call.params.id, verdict: call.body.verdict, note: call.body.note ?? '' }),
    ),
    bind('specimens.download', async (call) => {
      const { file } = await call.read((reading) => fileToAnalyse(reading, call.params.id));
      const specimen = await call.run(takeSpecimen, { id: call.params.id });
      const content = await lockUp(await buffer(store.get(file)), specimen.name);
      const name = `${specimen.sha256.toString('hex').slice(0, 16)}.zip`;
      return { name, mediaType: 'application/zip', size: content.length, content: Readable.from([content]) };
    }),
  ];
}
