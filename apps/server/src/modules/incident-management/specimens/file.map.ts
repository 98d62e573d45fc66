import { createHash } from 'node:crypto';
import { type FileProblem, fileProblems } from '@matoi/contract/values';
import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { fileTypeFromBuffer } from 'file-type';
import type { ArchiveFinding, FileFinding } from './specimen.model.ts';

/** Entries of an archive that are listed. */
const mostEntries = 500;
/** An archive that grows more than this is made to fill a disk. Nothing is unpacked here in any case. */
const suspiciousGrowth = 200;
const suspiciousSize = 1_000_000_000;

const programs =
  /\.(?:exe|scr|dll|pif|cpl|msi|msix|com|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|bat|cmd|lnk|jar|reg|chm|xll|iso|img|vhdx?|application|settingcontent-ms|library-ms|url|iqy|appref-ms|apk|dmg|pkg|command|desktop)$/i;
const documents =
  /\.(?:pdf|docx?|xlsx?|pptx?|txt|rtf|csv|jpe?g|png|gif|tiff?|html?|zip|odt|ods)(?:[\s_]*)\.[a-z0-9-]{1,20}$/i;
const macroNames = /\.(?:docm|dotm|xlsm|xltm|xlam|xlsb|pptm|ppam|ppsm)$/i;
const programTypes = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x.ms.shortcut',
  'application/x-ms-shortcut',
  'application/x-iso9660-image',
  'application/x-apple-diskimage',
  'application/vnd.android.package-archive',
  'application/java-archive',
  'application/x-msi',
]);

/** Endings that a content may have; a content that is not named here is not judged. */
const endingsOf: Readonly<Record<string, RegExp>> = {
  'application/pdf': /\.pdf$/i,
  'application/zip':
    /\.(?:zip|jar|apk|xpi|kmz|epub|od[tsp]|docx|xlsx|pptx|docm|xlsm|pptm|zipx|vsix|nupkg|aar|war|ear|ipa|msix|xps|oxps|pages|numbers|key|3mf|appx)$/i,
  'application/x-rar-compressed': /\.(?:rar|r\d\d|rev|cbr)$/i,
  'application/x-7z-compressed': /\.(?:7z|cb7)$/i,
  'application/gzip': /\.(?:gz|tgz|svgz|emz)$/i,
  'image/png': /\.png$/i,
  'image/jpeg': /\.(?:jpe?g|jfif)$/i,
  'image/gif': /\.gif$/i,
  'application/x-msdownload': programs,
  'application/x-cfb': /\.(?:doc|dot|xls|xlt|ppt|pps|pot|msi|msg|msp|vsd|one|hwp|db|jtd|wps)$/i,
  'application/rtf': /\.(?:rtf|doc)$/i,
};

const has = (bytes: Buffer, words: string, encoding: 'latin1' | 'utf16le' = 'latin1') =>
  bytes.includes(Buffer.from(words, encoding));

/** What an attachment is, by its bytes and by its name. It is neither opened nor unpacked. */
export async function inspectFile(file: {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}): Promise<FileFinding> {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const found = bytes.length < 4 ? undefined : await fileTypeFromBuffer(bytes).catch(() => undefined);
  const contentType = found?.mime ?? null;
  const archive = has(bytes.subarray(0, 4), 'PK') ? await listArchive(bytes) : null;
  return {
    name: file.name,
    mediaType: file.mediaType,
    size: bytes.length,
    md5: digest('md5', bytes),
    sha1: digest('sha1', bytes),
    sha256: digest('sha256', bytes),
    contentType,
    archive: archive?.finding ?? null,
    problems: problemsOf({ name: file.name, bytes, contentType, archive }),
  };
}

const digest = (kind: 'md5' | 'sha1' | 'sha256', bytes: Buffer) => createHash(kind).update(bytes).digest('hex');

type Archive = { readonly finding: ArchiveFinding; readonly isSuspicious: boolean; readonly isBroken: boolean };

type Inspected = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly contentType: string | null;
  readonly archive: Archive | null;
};

/** What each problem means for the bytes and the name of a file. */
const signs: Readonly<Record<FileProblem, (file: Inspected) => boolean>> = {
  executable: ({ name, contentType }) => programs.test(name) || (contentType !== null && programTypes.has(contentType)),
  'double-ending': ({ name }) => documents.test(name) && programs.test(name),
  'type-differs': ({ name, contentType }) => {
    const expected = contentType === null ? undefined : endingsOf[contentType];
    return expected !== undefined && !expected.test(name);
  },
  macro: ({ name, bytes, contentType, archive }) =>
    macroNames.test(name) ||
    (contentType === 'application/x-cfb' && has(bytes, '_VBA_PROJECT', 'utf16le')) ||
    hasEntry(archive, (entry) => /(?:^|\/)vbaProject\.bin$/i.test(entry.name)),
  encrypted: ({ bytes, contentType, archive }) =>
    (contentType === 'application/x-cfb' && has(bytes, 'EncryptedPackage', 'utf16le')) ||
    hasEntry(archive, (entry) => entry.isEncrypted),
  'active-pdf': ({ bytes, contentType }) =>
    contentType === 'application/pdf' &&
    ['/JavaScript', '/OpenAction', '/Launch', '/EmbeddedFile'].some((word) => has(bytes, word)),
  form: ({ name, bytes }) =>
    /\.(?:html?|svg|mht|xhtml)$/i.test(name) &&
    /<(?:form|input|script)\b/i.test(bytes.toString('latin1', 0, 2_000_000)),
  'archive-holds-program': ({ archive }) => hasEntry(archive, (entry) => programs.test(entry.name)),
  'archive-suspicious': ({ archive }) => archive !== null && (archive.isSuspicious || archive.isBroken),
};

const hasEntry = (archive: Archive | null, is: (entry: ArchiveFinding['entries'][number]) => boolean) =>
  archive?.finding.entries.some(is) === true;

function problemsOf(file: Inspected): readonly FileProblem[] {
  return fileProblems.filter((problem) => signs[problem](file));
}

/** Names of Japanese archives are cp932 where no flag says UTF-8. */
function decodeName(value: Uint8Array, encoding: string | undefined): string {
  if (encoding === 'utf-8' || encoding === 'utf8') return new TextDecoder().decode(value);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return new TextDecoder('shift_jis').decode(value);
  }
}

/** Lists a ZIP by its directory; no entry is read, so that nothing can unfold. */
async function listArchive(bytes: Buffer): Promise<Archive> {
  const entries: { name: string; size: number; isEncrypted: boolean }[] = [];
  let packed = 0;
  let unpacked = 0;
  let isCut = false;
  let isBroken = false;
  const reader = new ZipReader(new Uint8ArrayReader(new Uint8Array(bytes)), {
    decodeText: decodeName,
    useWebWorkers: false,
  });
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.length >= mostEntries) {
        isCut = true;
        break;
      }
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      if (!entry.directory)
        entries.push({
          name: entry.filename.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd').slice(0, 300),
          size: Math.max(0, Math.min(entry.uncompressedSize, Number.MAX_SAFE_INTEGER)),
          isEncrypted: entry.encrypted,
        });
    }
  } catch {
    // A directory that cannot be read is a finding of its own: the archive is damaged or made to confuse.
    isBroken = true;
  }
  const isSuspicious =
    unpacked > suspiciousSize ||
    (unpacked > 10_000_000 && unpacked > packed * suspiciousGrowth) ||
    entries.some(({ name }) => /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(name));
  return { finding: { entries, isCut }, isSuspicious, isBroken };
}
