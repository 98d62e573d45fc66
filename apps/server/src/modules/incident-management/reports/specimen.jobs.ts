import { buffer } from 'node:stream/consumers';
import { asId } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { teamKnowledge } from '../../situational-awareness/observables/index.ts';
import { makeAnalyser, type OpenedSpecimen, openSpecimens } from '../specimens/index.ts';
import { mailFilesOf } from './mail-file.queries.ts';

/** Specimens that are opened by themselves on one report; who sends more sends a mailbox. */
const mostSpecimens = 5;

/** Opens the mails that were handed in with a report. Machines and ledgers hand in none. */
export function specimenSubscriptions({
  store,
  parser,
}: Pick<ModuleParts, 'store' | 'parser'>): readonly Subscription[] {
  const analyser = makeAnalyser(parser);
  return [
    onFact(
      'report.received',
      'reports.open-specimens',
      async (reaction, { subjectId: reportId }) => {
        if (reportId === null) return;
        const subjectId = asId<'Subject'>(reportId);
        const actor = reaction.actorFor('observation');
        const { mails, knowledge } = await reaction.runner.read(actor, async (reading) => ({
          mails: await mailFilesOf(reading, reportId, mostSpecimens),
          knowledge: await teamKnowledge(reading),
        }));
        if (mails.length === 0) return;
        const opened: OpenedSpecimen[] = [];
        for (const { mail, file } of mails) {
          const outcome = await analyser.analyse(await buffer(store.get(file)), knowledge);
          const { fileId, name, size, sha256 } = mail;
          opened.push({ file: { subjectId, fileId, name, size, sha256 }, outcome });
        }
        await reaction.runner.react(openSpecimens, { subjectId, opened }, reaction.askedBy(actor));
      },
      (fact) => fact.channel !== 'api' && fact.channel !== 'ledger',
    ),
  ];
}
