import { isId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { listAdapters } from './adapter.store.ts';
import { adapterOfWord, wordOfService } from './attempt.store.ts';
import { isProof, isReceiptSecret, readAddress } from './receipt.map.ts';
import type { Receipt } from './receipt.model.ts';
import { readReceipt } from './receipt.rules.ts';

export type Heard = {
  readonly attemptId: string;
  readonly compartmentId: number;
  readonly adapterName: string;
  readonly receipt: Receipt;
};

/**
 * What a service says at an address, and of which word. `unknown`: no such address, a wrong secret, or a service that is
 * off or may not report; all alike. `nothing`: it is who it says, and nothing of it is to be noted.
 */
export async function heardFrom(
  reading: Reading,
  asked: { readonly address: string; readonly text: string; readonly since: Date; readonly key: Buffer },
): Promise<Heard | 'unknown' | 'nothing'> {
  const { text, since, key } = asked;
  const address = readAddress(asked.address);
  if (address === null) return 'unknown';
  const isWord = address.of === 'word';
  if (isWord && !isProof(key, address)) return 'unknown';
  const adapterId = isWord ? await adapterOfWord(reading, address.id) : address.id;
  const adapter = (await listAdapters(reading)).find(({ id }) => id === adapterId);
  if (adapter === undefined || !adapter.isOn || adapter.receipt === null) return 'unknown';
  if (!isWord && !isReceiptSecret(address.secret, adapter.receiptHash)) return 'unknown';
  const receipt = readReceipt(text, adapter.receipt);
  if (receipt === null || (receipt.state === null && receipt.reply === null)) return 'nothing';
  const named = isWord ? address.id : receipt.word;
  const word = named !== null && isId(named) ? named : null;
  const found = await wordOfService(reading, { adapterId: adapter.id, word, number: receipt.from, since });
  return found === null ? 'nothing' : { ...found, adapterName: adapter.name, receipt };
}
