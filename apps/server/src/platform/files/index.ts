/** Files: encrypted at rest, durable before anything is acknowledged, found only by who may see their subject. */
export { unwrapSecret, wrapSecret } from './cipher.ts';
export { filesOf, findFile, giveFile, recordFile, type StoredFile, withdrawFile } from './file.store.ts';
export { deriveKey, makeObjectStore, type ObjectStore, type StoredObject } from './object-store.ts';
