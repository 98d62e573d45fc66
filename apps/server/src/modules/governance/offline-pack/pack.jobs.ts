import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../platform/data-directory/index.ts';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { recordPack } from './pack.commands.ts';
import { gatherPack, planOf } from './pack.queries.ts';
import { packName } from './pack.rules.ts';
import { writeZip } from './zip.map.ts';

type Parts = { readonly renderer: DocumentRenderer; readonly secretKey: Buffer; readonly packsPath: string };

/** Makes a pack each day at its time, and when somebody asks for one. */
export function offlinePackSubscriptions(parts: Parts): readonly Subscription[] {
  return [
    onFact('offline-pack.set', 'offline-pack.daily', async (reaction, { fact: { version } }) => {
      const actor = reaction.actorFor('offline-pack');
      const plan = await reaction.runner.read(actor, (reading) => planOf(reading, version));
      if (plan.act === 'nothing') return;
      if (plan.act === 'make') await makePack(reaction, parts);
      await reaction.again(plan.next);
    }),
    onFact('offline-pack.asked', 'offline-pack.make', (reaction) => makePack(reaction, parts)),
  ];
}

/**
 * Writes a pack into the data directory, then notes it. Dying in between leaves a file that nobody lists, and the next try
 * makes another one.
 */
async function makePack(reaction: Reaction, { renderer, secretKey, packsPath }: Parts): Promise<void> {
  const actor = reaction.actorFor('offline-pack');
  const gathered = await reaction.runner.read(actor, (reading) => gatherPack(reading, secretKey));
  if (gathered === null) return;
  const { zone, passphrase, at, papers } = gathered;
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const { name, document } of papers) {
    const made = await renderer.render({ document, format: 'pdf', at });
    if (!made.isMade) throw new Error(`${name} of the offline pack was not made: ${made.problem}`);
    files.push({ name, bytes: made.bytes });
  }
  const content = await writeZip(files, { passphrase, at });
  const sha256 = createHash('sha256').update(content).digest();
  const fileName = packName(at, zone, sha256);
  await mkdir(packsPath, { recursive: true, mode: 0o700 });
  await replaceFile({ path: join(packsPath, fileName), content, mode: 0o600 });
  const pack = {
    fileName,
    size: content.length,
    sha256,
    contents: files.map(({ name }) => name),
    madeAt: at,
  };
  // Asked without the mark of the reaction: the same fact makes a pack every day.
  const removed = await reaction.runner.run(recordPack, pack, { actor, requestId: null, version: null, repeat: null });
  for (const name of removed) await rm(join(packsPath, name), { force: true });
}
