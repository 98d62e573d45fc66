import { type SentenceKey, sentence } from '@matoi/catalogues';
import { type CharterTextKey, charterTextKeys, type DocumentModel, type Locale } from '@matoi/contract';
import { refuse, zoneOffset } from '@matoi/kernel';
import {
  type ApprovedVersion,
  contentHash,
  headOf,
  isAuthor,
  versionAt,
} from '../../../platform/approved-versions/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { hasSender } from '../../../platform/settings/index.ts';
import { publicForm } from '../../incident-management/public-reporting/index.ts';
import { matrixInForce } from '../authority/index.ts';
import type { Charter, InBoth, Known, Part, Said, Service } from './charter.model.ts';
import { changesOf, problemsOf } from './charter.rules.ts';
import { charterVersions, isPublished } from './charter.store.ts';
import serviceFile from './data/csirt-services.v1.json' with { type: 'json' };
import outlineFile from './data/rfc2350.v1.json' with { type: 'json' };
import startingFile from './data/starting-charter.v1.json' with { type: 'json' };
import { charterPaper } from './document.map.ts';
import { partsOf } from './document.rules.ts';
import { plainTextOf } from './plain-text.rules.ts';

const areaNames = new Map(serviceFile.areas.map(({ code, name }) => [code, name]));

/** The services that a charter can name, with the sections of RFC 2350 under which they stand. */
export const services: readonly Service[] = serviceFile.services.map(({ code, section, name }) => ({
  code,
  section,
  name,
  area: areaNames.get(code.split('.')[0] ?? '') ?? name,
}));

/** What a part of the definition is called: as the document calls it, unless one part of it holds several. */
function labelOf(key: string): InBoth {
  switch (key) {
    case 'hours':
    case 'keyFingerprint':
    case 'keyAddress':
    case 'services':
    case 'matrix':
      return { ja: sentence('ja', `charter.field.${key}`), en: sentence('en', `charter.field.${key}`) };
    default: {
      const part = outlineFile.parts.find(({ holds }) => holds.includes(key));
      const service = services.find(({ code }) => code === key);
      return part?.title ?? service?.name ?? { ja: key, en: key };
    }
  }
}

const labelled = <One extends { readonly key: string }>(all: readonly One[]) =>
  all.map((one) => ({ ...one, label: labelOf(one.key) }));

const serviceCodes = new Set(services.map(({ code }) => code));
const nothing: InBoth = { ja: '', en: '' };

/** Where the pages for everybody are. */
export type Places = { readonly publicUrl: string };

/** What a team begins with: what the program knows of it, and a proposal for the policies. */
async function startingCharter(reading: Reading): Promise<Said> {
  const { settings, form } = await publicForm(reading);
  const proposed: Readonly<Partial<Record<CharterTextKey, InBoth>>> = startingFile.texts;
  const known: Readonly<Partial<Record<CharterTextKey, InBoth>>> = {
    name: { ja: settings.teamName, en: settings.teamName },
    hours: form.hours.ja === '' || form.hours.en === '' ? nothing : form.hours,
  };
  return {
    texts: Object.fromEntries(
      charterTextKeys.map((key) => [key, known[key] ?? proposed[key] ?? nothing]),
    ) as Said['texts'],
    lines: {
      telephone: form.phone ?? '',
      facsimile: '',
      mail: hasSender(settings) ? settings.mailFrom : '',
      keyFingerprint: '',
      keyAddress: '',
    },
    services: startingFile.services.map((code) => ({ code, text: nothing })),
    namesMatrix: (await matrixInForce(reading)) !== null,
  };
}

async function knownNow(reading: Reading, { publicUrl }: Places): Promise<Known> {
  const { settings, form } = await publicForm(reading);
  const matrix = await matrixInForce(reading);
  return {
    zone: settings.zone,
    reportForm: form.isOpen ? `${publicUrl}/report` : null,
    matrix: matrix === null ? null : { number: matrix.number, effectiveAt: matrix.effectiveAt.toISOString() },
  };
}

/** How far a zone is from UTC; both distances where its clocks are changed in the year of the moment. */
function offsetOf(zone: string, at: Date): string {
  const offsets = [0, 6].map((month) => zoneOffset(zone, Date.UTC(at.getUTCFullYear(), month, 1)));
  return [...new Set(offsets)]
    .map((ms) => {
      const minutes = Math.abs(Math.round(ms / 60_000));
      const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      return `UTC${ms < 0 ? '-' : '+'}${clock}`;
    })
    .join(' / ');
}

type CharterVersion = ApprovedVersion<Charter>;
type Edition = { readonly number: number; readonly effectiveAt: Date } | null;

function dayOf(at: Date, { language, zone }: { readonly language: Locale; readonly zone: string }): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'long', timeZone: zone }).format(
    at,
  );
}

function editionText(edition: Edition, given: { readonly language: Locale; readonly zone: string }): string {
  if (edition === null) return sentence(given.language, 'charter.document.draft');
  const { number, effectiveAt } = edition;
  return sentence(given.language, 'charter.document.edition', { number, date: dayOf(effectiveAt, given) });
}

function readable(
  charter: Charter,
  given: { readonly language: Locale; readonly edition: Edition; readonly page: string | null; readonly now: Date },
): readonly Part[] {
  const { language, edition } = given;
  const { zone } = charter.known;
  const say = (key: SentenceKey, params: Readonly<Record<string, string | number>> = {}) =>
    sentence(language, key, params);
  return partsOf({
    charter,
    language,
    outline: outlineFile.parts,
    services,
    publicPage: given.page,
    offset: offsetOf(zone, edition?.effectiveAt ?? given.now),
    words: {
      edition: editionText(edition, { language, zone }),
      none: say('charter.document.none'),
      publicPage: (address) => say('charter.document.public-page', { address }),
      matrix: ({ number, effectiveAt }) =>
        say('charter.document.matrix', { number, date: dayOf(new Date(effectiveAt), { language, zone }) }),
      reportForm: (address) => say('charter.document.report-form', { address }),
      framework: (code) => say('charter.document.framework', { code }),
      fingerprint: say('charter.field.keyFingerprint'),
      keyAddress: say('charter.field.keyAddress'),
      hours: say('charter.field.hours'),
    },
  });
}

const shown = (parts: readonly Part[]) =>
  parts.map(({ blocks, ...part }) => ({
    ...part,
    blocks: blocks.map((block) => (block.kind === 'text' ? block : { ...block, facts: [...block.facts] })),
  }));

const addressOf = ({ publicUrl }: Places) => `${publicUrl}/rfc2350`;

async function pageOf(reading: Reading, places: Places): Promise<string | null> {
  return (await isPublished(reading)) ? addressOf(places) : null;
}

function bothOf(
  charter: Charter,
  given: { readonly edition: Edition; readonly page: string | null; readonly now: Date },
) {
  const of = (language: Locale) => shown(readable(charter, { ...given, language }));
  return { ja: of('ja'), en: of('en') };
}

async function viewVersion(reading: Reading, places: Places, version: CharterVersion) {
  const versions = await charterVersions.listVersions(reading);
  const before = versions.find(({ number }) => number === version.number - 1) ?? null;
  const { now } = reading;
  return {
    ...headOf(version, { current: versionAt(versions, now), now }),
    document: bothOf(version.definition, { edition: version, page: await pageOf(reading, places), now }),
    changes: labelled(changesOf(before?.definition.said ?? null, version.definition.said)),
  };
}

async function findVersion(reading: Reading, number: number): Promise<CharterVersion> {
  const found = (await charterVersions.listVersions(reading)).find((one) => one.number === number);
  return found ?? refuse('record.find.not-found');
}

/** One version as it was approved. */
export async function showVersion(reading: Reading, places: Places, number: number) {
  return viewVersion(reading, places, await findVersion(reading, number));
}

/** The charter in force with what a page about it needs. */
export async function showCharter(reading: Reading, places: Places) {
  const { now, actor } = reading;
  const versions = await charterVersions.listVersions(reading);
  const current = versionAt(versions, now);
  const address = addressOf(places);
  return {
    current: current === null ? null : await viewVersion(reading, places, current),
    versions: versions.map((version) => headOf(version, { current, now })),
    hasDraft: (await charterVersions.readDraft(reading)).definition !== null,
    publication: { isPublic: await isPublished(reading), address, textAddress: `${address}.txt` },
    can: {
      draft: actor.permissions.has('charter.save-draft'),
      approve: actor.permissions.has('charter.approve'),
      publish: actor.permissions.has('charter.publish'),
    },
  };
}

/** The draft with what is known now, or what one would begin with: the newest version, else the proposal. */
export async function draftGround(reading: Reading, places: Places) {
  const draft = await charterVersions.readDraft(reading);
  const versions = await charterVersions.listVersions(reading);
  const [newest = null] = versions;
  const said = draft.definition?.said ?? newest?.definition.said ?? (await startingCharter(reading));
  const charter: Charter = { said, known: await knownNow(reading, places) };
  return {
    draft,
    charter,
    newest,
    inForce: versionAt(versions, reading.now),
    basedOn: draft.definition === null ? (newest?.number ?? null) : draft.basedOn,
    problems: problemsOf(said, { serviceCodes }),
  };
}

/** The draft with what it changes and what is missing before it can be approved. */
export async function showDraft(reading: Reading, places: Places) {
  const { draft, charter, basedOn, inForce, problems } = await draftGround(reading, places);
  const isBegun = draft.definition !== null;
  const { actor, now } = reading;
  return {
    version: draft.version,
    isBegun,
    basedOn,
    definition: charter.said,
    known: charter.known,
    authors: isBegun ? [...draft.authors] : [],
    contentHash: contentHash(charter),
    problems: labelled(problems),
    changes: labelled(changesOf(inForce?.definition.said ?? null, charter.said)),
    document: bothOf(charter, { edition: null, page: await pageOf(reading, places), now }),
    outline: outlineFile.parts,
    services: services.map(({ code, area, name, section }) => ({ code, area, name, section })),
    can: {
      save: actor.permissions.has('charter.save-draft'),
      approve: isBegun && !isAuthor(draft.authors, actor) && actor.permissions.has('charter.approve'),
    },
  };
}

export type CharterFile = {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly document: DocumentModel;
  readonly at: Date;
};

function fileOfVersion(
  version: CharterVersion,
  given: { readonly language: Locale; readonly page: string | null; readonly now: Date },
): CharterFile {
  const { language } = given;
  const { number, definition, sha256, approvedAt } = version;
  const issuer = definition.said.texts.name[language];
  const title = sentence(language, 'charter.document.title', { team: issuer });
  const date = editionText(version, { language, zone: definition.known.zone });
  const parts = readable(definition, { ...given, edition: version });
  const checksum = sentence(language, 'charter.document.checksum', { sum: sha256 });
  return {
    name: `rfc2350-${String(number).padStart(2, '0')}-${language}`,
    title,
    parts,
    document: charterPaper({ language, title, issuer, date, checksum, parts }),
    at: approvedAt,
  };
}

/** A version ready to become a file. */
export async function charterFile(
  reading: Reading,
  places: Places,
  asked: { readonly number: number; readonly language: Locale },
): Promise<CharterFile> {
  const version = await findVersion(reading, asked.number);
  const { language } = asked;
  return fileOfVersion(version, { language, page: await pageOf(reading, places), now: reading.now });
}

/** The version in force for a page for everybody; null while none is published. Names nobody who wrote or approved it. */
export async function publicCharter(
  reading: Reading,
  places: Places,
): Promise<((language: Locale) => Pick<CharterFile, 'title' | 'parts'>) | null> {
  if (!(await isPublished(reading))) return null;
  const version = versionAt(await charterVersions.listVersions(reading), reading.now);
  if (version === null) return null;
  return (language) => fileOfVersion(version, { language, page: addressOf(places), now: reading.now });
}

/** A version as plain text. */
export const charterText = ({ title, parts }: Pick<CharterFile, 'title' | 'parts'>) => plainTextOf(title, parts);
