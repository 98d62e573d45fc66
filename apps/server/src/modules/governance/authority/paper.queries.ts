import { sentence } from '@matoi/catalogues';
import type { AuthorityFormat, DocumentModel, Locale } from '@matoi/contract';
import { versionAt } from '../../../platform/approved-versions/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { membersOf, roleName } from '../team/index.ts';
import { actionKinds, findVersion } from './authority.queries.ts';
import { matrixPaper } from './document.map.ts';
import { matrixVersions } from './matrix.store.ts';

/** A version of the matrix ready to become a file; the same version gives the same file. */
export async function authorityPaper(
  reading: Reading,
  asked: { readonly number: number; readonly language: Locale; readonly format: AuthorityFormat },
): Promise<{ readonly name: string; readonly document: DocumentModel; readonly at: Date }> {
  const { number, language, format } = asked;
  const version = await findVersion(reading, number);
  const { zone, teamName } = await readSettings(reading.db);
  const ids = version.definition.rules.flatMap(({ mayOrder, mustInform, carriesOut }) =>
    [...mayOrder, ...mustInform, ...carriesOut].flatMap((holder) =>
      holder.kind === 'member' ? [holder.memberId] : [],
    ),
  );
  const members = await membersOf(reading.db, ids);
  const moment = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  });
  const document = matrixPaper({
    version,
    language,
    issuer: teamName,
    actionKinds,
    nameOf: (holder) =>
      holder.kind === 'role' ? roleName(holder.roleKey, language) : (members.get(holder.memberId)?.name ?? '?'),
    momentOf: (at) => `${moment.format(at)} (${zone})`,
    say: (key, params = {}) => sentence(language, key, params),
  });
  return {
    name: `authority-${String(number).padStart(2, '0')}-${language}.${format}`,
    document,
    at: version.approvedAt,
  };
}

/** The matrix in force as a document; null before there was one. */
export async function currentAuthorityPaper(reading: Reading, language: Locale): Promise<DocumentModel | null> {
  const current = versionAt(await matrixVersions.listVersions(reading), reading.now);
  if (current === null) return null;
  return (await authorityPaper(reading, { number: current.number, language, format: 'pdf' })).document;
}
