import { gzipSync } from 'node:zlib';

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};
export type Manifest = Readonly<Record<string, Chunk>>;

/** The files that a browser needs before it shows the first page: the entry, what it imports statically, their styles. */
export function firstPageFiles(manifest: Manifest): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key);
  return [...files];
}

/** Bytes of each file as sent with gzip, the largest first. */
export function measure(files: readonly string[], read: (file: string) => Buffer) {
  const sizes = files.map((file) => ({ file, bytes: gzipSync(read(file), { level: 9 }).length }));
  return sizes.sort((a, b) => b.bytes - a.bytes);
}
