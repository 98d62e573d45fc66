import { Readable } from 'node:stream';
import { sentence } from '@matoi/catalogues';
import { type Locale, memberColumns } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { feedOf } from '../../../platform/calendar-feeds/index.ts';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type RowPages, type TableReader, writeTable } from '../../../platform/tables/index.ts';
import { contactListOf } from './contact-list.queries.ts';
import { addEntry, changeEntry, confirmStill } from './directory.commands.ts';
import { showDirectory } from './directory.queries.ts';
import { directoryColumnCount, directoryPages } from './directory-table.queries.ts';
import { addRotation, answerSwap, askSwap, changeRotation, overrideDuty, withdrawDutyChange } from './duty.commands.ts';
import { showDutyNow, showDutyPlan } from './duty.queries.ts';
import { downloadContactList, exportDirectory, exportMembers } from './export.commands.ts';
import { dutyFeed } from './feed.commands.ts';
import { dutyCalendarOf } from './feed.queries.ts';
import { dateOfDay, dayIn } from './local-day.rules.ts';
import { beginMailCompromise, endMailCompromise, showMailCompromise } from './mail-compromise.commands.ts';
import { addAbsence, addMember, changeMember, changeOwnReach, takeBackAbsence } from './member.commands.ts';
import { showMembers } from './member.queries.ts';
import { importMembers } from './member-table.commands.ts';
import { cellsOfText, judgeTable, memberPages, readCells, textOfCells } from './member-table.queries.ts';

type Parts = Pick<ModuleParts, 'clock' | 'publicUrl'> & {
  readonly renderer: DocumentRenderer;
  readonly reader: TableReader;
};

const columnWidth = 22;

/** Binds the routes of the team: members, roster, directory, and what leaves as files. */
export function teamBindings({ clock, publicUrl, renderer, reader }: Parts): readonly Binding[] {
  return [
    bind('mail-compromise.show', (call) => call.read(showMailCompromise)),
    bind('mail-compromise.begin', (call) => call.run(beginMailCompromise, call.body)),
    bind('mail-compromise.end', (call) => call.run(endMailCompromise, call.body)),
    bind('members.list', (call) => call.read(showMembers)),
    bind('members.add', (call) => call.run(addMember, call.body)),
    bind('members.change', (call) => call.run(changeMember, { id: call.params.id, body: call.body })),
    bind('members.change-own', (call) => call.run(changeOwnReach, { id: call.params.id, body: call.body })),
    bind('absences.add', (call) => call.run(addAbsence, { id: call.params.id, body: call.body })),
    bind('absences.cancel', (call) => call.run(takeBackAbsence, call.params)),
    bind('members.read-table', async (call) => ({
      text: textOfCells(await readCells(reader, fileOf(call.raw.request))),
    })),
    bind('members.check-table', async (call) => {
      const rows = await cellsOfText(reader, call.body.text);
      // Nothing is kept: ids of people who would be new are only told apart.
      let count = 0;
      const newId = () => {
        count += 1;
        return `new-${count}`;
      };
      const judged = await call.read((reading) => judgeTable(reading, rows, newId));
      return {
        columns: [...judged.columns],
        rows: judged.rows.map(({ line, name, outcome, problems }) => ({
          line,
          name,
          outcome,
          problems: problems.map((problem) => ({ ...problem })),
        })),
      };
    }),
    bind('members.import', async (call) =>
      call.run(importMembers, { rows: await cellsOfText(reader, call.body.text) }),
    ),
    bind('members.export', async (call) => {
      const { format, language } = call.query;
      await call.run(exportMembers, { format, language });
      const table = await call.read((reading) => memberPages(reading, language));
      const day = await call.read((reading) => today(reading.db, clock()));
      return tableFile(table, {
        format,
        day,
        title: sentence(language, 'team.people.title'),
        columns: memberColumns.length,
      });
    }),
    bind('contact-list.download', async (call) => {
      const { language } = call.query;
      await call.run(downloadContactList, { format: 'pdf', language });
      const { document, day } = await call.read(async (reading) => ({
        document: await contactListOf(reading, language),
        day: await today(reading.db, clock()),
      }));
      const made = await renderer.render({ document, format: 'pdf', at: clock() });
      if (!made.isMade) return refuse('contact-list.download.not-made');
      return pdf(`${title(language)}-${day}.pdf`, made.bytes);
    }),
    bind('duty.now', (call) => call.read(showDutyNow)),
    bind('duty.plan', (call) => call.read((reading) => showDutyPlan(reading, call.query))),
    bind('rotations.add', (call) => call.run(addRotation, call.body)),
    bind('rotations.change', (call) => call.run(changeRotation, { id: call.params.id, body: call.body })),
    bind('duty-changes.override', (call) => call.run(overrideDuty, { id: call.params.id, body: call.body })),
    bind('duty-changes.ask', (call) => call.run(askSwap, { id: call.params.id, body: call.body })),
    bind('duty-changes.answer', (call) => call.run(answerSwap, { id: call.params.id, ...call.body })),
    bind('duty-changes.withdraw', (call) => call.run(withdrawDutyChange, call.params)),
    bind('duty-feed.show', (call) => call.read((reading) => feedOf(reading, 'duty'))),
    bind('duty-feed.renew', async (call) => {
      const { secret, feed } = await call.run(dutyFeed.renew, {});
      return { address: `${publicUrl}/duty-calendar/${secret}.ics`, feed };
    }),
    bind('duty-feed.revoke', (call) => call.run(dutyFeed.end, {})),
    bind('duty-feed.read', async (call) => ({
      kind: 'text',
      status: 200,
      mediaType: 'text/calendar; charset=utf-8',
      text: await call.read((reading) => dutyCalendarOf(reading, { file: call.params.file, publicUrl })),
      headers: { 'content-disposition': 'inline; filename="matoi-duty.ics"' },
    })),
    bind('directory-entries.list', (call) => call.read(showDirectory)),
    bind('directory-entries.export', async (call) => {
      const { format, language } = call.query;
      await call.run(exportDirectory, { format, language });
      const table = await call.read((reading) => directoryPages(reading, language));
      const day = await call.read((reading) => today(reading.db, clock()));
      const title = sentence(language, 'directory.page.title');
      return tableFile(table, { format, day, title, columns: directoryColumnCount });
    }),
    bind('directory-entries.add', (call) => call.run(addEntry, call.body)),
    bind('directory-entries.change', (call) => call.run(changeEntry, { id: call.params.id, body: call.body })),
    bind('directory-entries.confirm', (call) => call.run(confirmStill, call.params)),
  ];
}

const title = (language: Locale) => sentence(language, 'team.contact-list.title');

function tableFile(
  pages: RowPages,
  given: {
    readonly format: 'xlsx' | 'csv' | 'csv-sjis';
    readonly day: string;
    readonly title: string;
    readonly columns: number;
  },
) {
  const { format, day, title, columns } = given;
  return {
    name: `${title}-${day}.${format === 'xlsx' ? 'xlsx' : 'csv'}`,
    mediaType: 'application/octet-stream',
    size: null,
    content: writeTable(pages, { format, sheet: title, widths: Array.from({ length: columns }, () => columnWidth) }),
  };
}

function pdf(name: string, bytes: Buffer) {
  return { name, mediaType: 'application/pdf', size: bytes.length, content: Readable.from([bytes]) };
}

/** The day on the clocks of the team, for names of files. */
async function today(db: Parameters<typeof readSettings>[0], now: Date): Promise<string> {
  const { zone } = await readSettings(db);
  return dateOfDay(dayIn(zone, now));
}
