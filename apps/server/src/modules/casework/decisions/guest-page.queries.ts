import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { actionKind } from '../../governance/authority/index.ts';
import { answersFor } from './decision.rules.ts';
import { type GuestDecision, guestDecision } from './guest-page.store.ts';

/** Reads the page of the transaction's guest; any other guest is refused with `guest-links.find.not-found`. */
export async function decisionForGuest(reading: Reading): Promise<
  GuestDecision & {
    readonly zone: string;
    readonly now: Date;
    readonly actionName: { readonly ja: string; readonly en: string };
  }
> {
  const found = await guestDecision(reading);
  if (found === null) return refuse('guest-links.find.not-found');
  const { zone } = await readSettings(reading.db);
  const name = actionKind(found.actionKind)?.name ?? { ja: found.actionKind, en: found.actionKind };
  const answers = answersFor(found);
  return { ...found, answers, zone, now: reading.now, actionName: name };
}
