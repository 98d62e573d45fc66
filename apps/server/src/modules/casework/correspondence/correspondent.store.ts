import type { CorrespondentRole } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Correspondent, MailAddress } from './message.model.ts';

type Db = Tables<'correspondence.correspondent'>;

/** Enters who takes part from now on; who is known already stays as he is. */
export async function insertCorrespondents(
  work: Work,
  subjectId: SubjectId,
  people: readonly (MailAddress & { readonly role: CorrespondentRole; readonly firstMailId: string | null })[],
): Promise<void> {
  if (people.length === 0) return;
  await (work.db as Db)
    .insertInto('correspondence.correspondent')
    .values(
      people.map((person) => ({
        id: work.newId<'Correspondent'>(),
        subject_id: subjectId,
        role: person.role,
        name: person.name,
        address: person.address,
        first_mail_id: person.firstMailId,
        known_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Who takes part in the conversations of records, the reporters first. */
export async function listCorrespondents(
  reading: Reading,
  subjectIds: readonly string[],
): Promise<readonly Correspondent[]> {
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.correspondent')
    .select(['role', 'name', 'address'])
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'correspondence.correspondent.compartment_id'))
    .orderBy('role')
    .orderBy('known_at')
    .limit(200)
    .execute();
  return rows.map((row) => ({ role: row.role as CorrespondentRole, name: row.name, address: row.address }));
}

/** To which record a mail belongs, whatever its compartment. For the intake of mail; tells no content. */
export async function searchThread(
  reading: Pick<Reading, 'db'>,
  asked: { readonly ids: readonly string[]; readonly from: string; readonly numbers: readonly string[] },
): Promise<{ readonly subjectId: string; readonly compartmentId: number; readonly how: string } | null> {
  const { rows } = await sql<{ subject_id: string; compartment_id: number; how: string }>`
    select * from correspondence.find_thread(${[...asked.ids]}::text[], ${asked.from}::text, ${[...asked.numbers]}::text[])`.execute(
    reading.db,
  );
  const [row] = rows;
  return row === undefined ? null : { subjectId: row.subject_id, compartmentId: row.compartment_id, how: row.how };
}

/** Who takes part in the conversation of a record under an address, with the mail by which he became known. */
export async function findCorrespondent(
  reading: Reading,
  subjectId: string,
  address: string,
): Promise<(Correspondent & { readonly firstMailId: string | null }) | null> {
  const row = await (reading.db as Db)
    .selectFrom('correspondence.correspondent')
    .select(['role', 'name', 'address', 'first_mail_id'])
    .where('subject_id', '=', subjectId)
    .where((eb) => eb(eb.fn<string>('lower', ['address']), '=', address.toLowerCase()))
    .where(visibleTo(reading.actor, 'correspondence.correspondent.compartment_id'))
    .executeTakeFirst();
  return row === undefined
    ? null
    : { role: row.role as CorrespondentRole, name: row.name, address: row.address, firstMailId: row.first_mail_id };
}
