/** The name of a pasted picture: browsers call all of them `image.png`, which tells nobody anything. */
export function pastedName(fileName: string, word: string, stamp: string): string {
  if (!/^image\.\w+$/.test(fileName)) return fileName;
  const ending = fileName.slice(fileName.lastIndexOf('.'));
  return `${word} ${stamp.replaceAll(':', '.')}${ending}`;
}

/** What a content type is called on the screen; null where its own name says it best. */
export function typeName(mediaType: string): 'text' | 'unknown' | null {
  if (mediaType.startsWith('text/')) return 'text';
  return mediaType === 'application/octet-stream' ? 'unknown' : null;
}

/** `image/png` as `PNG`, `application/pdf` as `PDF`; longer ones as they are. */
export function shortType(mediaType: string): string {
  const own = mediaType.split('/')[1] ?? mediaType;
  return own.length <= 5 ? own.toUpperCase() : mediaType;
}
