import type { BodyInput, RouteOf } from '@matoi/contract';
import type { Page } from 'playwright-core';
import { gone, see } from './checks.ts';
import type { Person } from './people.ts';
import { ja } from './words.ts';

type NewMember = BodyInput<RouteOf<'POST /api/v1/members'>>;
type Definition = BodyInput<RouteOf<'POST /api/v1/authority/draft'>>['definition'];
export type MatrixRule = Definition['rules'][number];

/** Enters somebody into the team and answers their id. Without an account they are reached by their telephone only. */
export async function enterMember(
  by: Person,
  given: {
    readonly name: string;
    readonly title: string;
    readonly account: Person | null;
    readonly role?: NewMember['roles'][number]['key'];
    readonly phone?: string;
  },
): Promise<string> {
  const { name, title, account, role, phone } = given;
  const body: NewMember = {
    ...{ name, reading: '', nameEn: '', department: '', title, employment: 'full-time', share: 100 },
    ...{ contract: 'employee', superior: null, deputyIds: [], language: 'ja', note: '', isActive: true },
    roles: role === undefined ? [] : [{ key: role, from: null, until: null }],
    channels: phone === undefined ? [] : [{ kind: 'voice', address: phone, isAlternate: false }],
    accountId: account?.id ?? null,
  };
  return (await by.call('POST /api/v1/members', { body })).id;
}

/** A rule of the authority matrix: on one system, by those who are named. */
export const matrixRule = (
  change: Pick<MatrixRule, 'id' | 'number' | 'actionKinds' | 'scope' | 'mayOrder'> & Partial<MatrixRule>,
): MatrixRule => ({
  ...{ force: 'order', severityAtLeast: null, when: 'always', mustInform: [], carriesOut: [], carriesOutText: '' },
  ...{ needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
  ...change,
});

/** Makes a matrix that counts at once: one writes it, another approves it. */
export async function agreeOnMatrix(
  people: { readonly author: Person; readonly approver: Person },
  rules: readonly MatrixRule[],
): Promise<void> {
  const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };
  const { version } = await people.author.call('GET /api/v1/authority/draft');
  const draft = await people.author.call('POST /api/v1/authority/draft', {
    version,
    body: { definition: { business, rules: [...rules] } },
  });
  await people.approver.call('POST /api/v1/authority/draft/approve', {
    version: draft.version,
    body: { contentHash: draft.contentHash, effectiveAt: null, note: '初版' },
  });
}

/** Puts a question with two options to one person, on the tab of the decisions. */
export async function askFor(
  page: Page,
  given: {
    readonly system: string;
    readonly question: string;
    readonly whyNow: string;
    readonly cost: string;
    readonly due: string;
    readonly options: readonly [string, string];
    readonly of: string;
    /** A kind of action of the matrix; left out: the first one. */
    readonly action?: string;
  },
): Promise<void> {
  await (await see(page.getByRole('button', { name: ja('decisions.ask.act'), exact: true }))).click();
  const dialog = page.getByRole('dialog');
  if (given.action !== undefined) await dialog.getByLabel(ja('decisions.form.action')).selectOption(given.action);
  await dialog.getByLabel(ja('decisions.form.system')).fill(given.system);
  await dialog.getByLabel(ja('decisions.form.question')).fill(given.question);
  await dialog.getByLabel(ja('decisions.form.why-now')).fill(given.whyNow);
  await dialog.getByLabel(ja('decisions.form.cost')).fill(given.cost);
  await dialog.getByLabel(ja('decisions.form.due', { zone: 'Asia/Tokyo' })).fill(given.due);
  const [first, second] = given.options;
  await dialog.getByLabel(ja('decisions.form.option-title')).nth(0).fill(first);
  await dialog.getByLabel(ja('decisions.form.option-title')).nth(1).fill(second);
  await (await see(dialog.getByRole('checkbox', { name: new RegExp(`^${given.of}`) }))).check();
  await dialog.getByRole('button', { name: ja('decisions.form.send'), exact: true }).click();
  await gone(dialog);
}
