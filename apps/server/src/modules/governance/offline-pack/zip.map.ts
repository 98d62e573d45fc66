import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** Files as one ZIP, encrypted with AES-256 (WinZip AE-2), which 7-Zip, WinZip, Keka and bsdtar open. */
export async function writeZip(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  { passphrase, at }: { readonly passphrase: string; readonly at: Date },
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    password: passphrase,
    encryptionStrength: 3,
    lastModDate: at,
    useWebWorkers: false,
  });
  for (const { name, bytes } of files) await writer.add(name, new Uint8ArrayReader(bytes));
  return Buffer.from(await writer.close());
}
