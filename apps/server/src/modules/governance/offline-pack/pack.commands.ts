import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { wrapSecret } from '../../../platform/files/index.ts';
import { passphraseOwner, showPacks } from './pack.queries.ts';
import { findSetting, insertPack, listPacks, type Pack, removePacks, writeSetting } from './pack.store.ts';

type Set = { readonly version: number; readonly passphrase: string; readonly runAt: string; readonly key: Buffer };

/** Sets passphrase and time of the packs. Those that were made before keep the passphrase of their day. */
export const setOfflinePack = defineCommand({
  id: 'offline-packs.set',
  load: async (work: Work, _input: Set) => (await findSetting(work))?.version ?? 0,
  permit: permitAll,
  decide: (version, input) =>
    version === input.version ? { version: version + 1, runAt: input.runAt } : refusal('offline-packs.set.superseded'),
  async record(work, { change: { version, runAt }, input: { passphrase, key } }) {
    const sealed = wrapSecret(key, Buffer.from(passphrase), passphraseOwner, work.random);
    await writeSetting(work, { version, runAt, passphrase: sealed });
    return {
      subjectId: null,
      audit: { version, runAt },
      facts: [{ kind: 'offline-pack.set' as const, version }],
      result: null,
    };
  },
  show: (work) => showPacks(work),
});

/** Has a pack made now. */
export const askForPack = defineCommand({
  id: 'offline-packs.ask',
  load: (work: Work, _input: object) => findSetting(work),
  permit: permitAll,
  decide: (setting) => (setting === null ? refusal('offline-packs.ask.not-set') : { version: setting.version }),
  record: async () => ({
    subjectId: null,
    audit: {},
    facts: [{ kind: 'offline-pack.asked' as const }],
    result: null,
  }),
  show: (work) => showPacks(work),
});

/** Packs whose files are kept. */
const mostPacks = 14;

/** Notes a pack that was written, and answers the files of those that are not kept any longer. */
export const recordPack = defineCommand({
  id: 'offline-packs.record',
  load: (work: Work, _input: Omit<Pack, 'id'>) => listPacks(work),
  permit: permitAll,
  decide: (packs, input) => ({ made: input, old: packs.slice(mostPacks - 1) }),
  async record(work, { change: { made, old } }) {
    const id = work.newId<'OfflinePack'>() as string;
    await insertPack(work, { ...made, id });
    await removePacks(
      work,
      old.map((pack) => pack.id),
    );
    const { fileName, size, sha256, contents } = made;
    return {
      subjectId: null,
      audit: { packId: id, fileName, size, sha256: sha256.toString('hex'), contents },
      facts: [{ kind: 'offline-pack.made' as const, packId: id }],
      result: old.map((pack) => pack.fileName),
    };
  },
  show: async (_work, removed) => removed,
});

/** Notes that somebody took a pack along. */
export const takePack = defineCommand({
  id: 'offline-packs.download',
  load: async (_work: Work, _input: { readonly id: string }) => null,
  permit: permitAll,
  decide: (_loaded, { id }) => ({ packId: id }),
  record: async (_work, { change }) => ({ subjectId: null, audit: change, facts: [], result: null }),
  show: async () => null,
});
