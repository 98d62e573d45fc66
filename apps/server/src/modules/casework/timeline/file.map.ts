import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { decodedText, makeEncodingProbe, type TextEncoding } from '../../../platform/tables/index.ts';
import { judgeRows, namedRows } from './event.map.ts';
import { hasHeadings, headingsOf, splitterOf } from './format.map.ts';
import { cellsOf, type FileRow } from './row.map.ts';
import type { JudgedRow, Mapping, TimelineImport } from './timeline.model.ts';

/** Characters at the beginning of a file by which it is understood. */
export const beginningSize = 400_000;

/** Looks at a file while it is on its way: its encoding, by all of its bytes, and its beginning. */
export function makeFileLook() {
  const probe = makeEncodingProbe();
  const pieces: Buffer[] = [];
  let size = 0;
  return {
    see(bytes: Buffer): void {
      probe.see(bytes);
      if (size < beginningSize * 2) pieces.push(Buffer.from(bytes.subarray(0, beginningSize * 2 - size)));
      size += bytes.length;
    },
    /** Null for a file that is no text. */
    end(): { readonly encoding: TextEncoding; readonly beginning: string } | null {
      const encoding = probe.end();
      if (encoding === null) return null;
      const decoder = new TextDecoder(encoding === 'cp932' ? 'shift_jis' : encoding);
      return { encoding, beginning: decoder.decode(Buffer.concat(pieces), { stream: true }).slice(0, beginningSize) };
    },
  };
}

type ReadFile = Pick<TimelineImport, 'format' | 'delimiter' | 'encoding'>;

/** Rows that are judged together. */
const batch = 500;

/**
 * The rows of a file as events, a few hundred at a time; never more of the file is in memory. Others get their turn
 * between them.
 */
export async function* judgedRows(
  bytes: Readable,
  file: ReadFile,
  mapping: Mapping,
): AsyncGenerator<readonly JudgedRow[]> {
  const splitter = splitterOf(file.format, file.delimiter);
  let headings: readonly string[] | null = hasHeadings(file.format) ? null : [];
  let waiting: FileRow[] = [];

  const judge = (rows: readonly FileRow[]): readonly JudgedRow[] => {
    let body = rows;
    if (headings === null) {
      const [head, ...others] = rows;
      if (head === undefined) return [];
      headings = headingsOf('problem' in head ? [] : (cellsOf([head], file.delimiter)[0]?.cells ?? []));
      body = others;
    }
    return judgeRows(namedRows(body, { ...file, headings }), mapping);
  };

  for await (const text of decodedText(bytes, file.encoding)) {
    // Row by row it would be slow, all at once too much.
    for (const row of splitter.push(text)) waiting.push(row);
    while (waiting.length >= batch) {
      yield judge(waiting.slice(0, batch));
      waiting = waiting.slice(batch);
      await turn();
    }
  }
  waiting.push(...splitter.end());
  if (waiting.length > 0) yield judge(waiting);
}
