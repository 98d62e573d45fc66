import { openPage, reportByForm } from '../../support/portal.client.ts';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Aim, Prepared } from './shapes.ts';

/** The secret of a new link to a report of its own. */
async function link(world: RouteWorld): Promise<string> {
  const report = await world.report();
  const made = await world.insider.post('/api/v1/tracking-links', { subjectId: report.id });
  return String(made.body.address).split('/').at(-1) ?? '';
}

/** A link, and a file that the team left for its reporter. */
async function linkWithFile(world: RouteWorld): Promise<{ readonly token: string; readonly fileId: string }> {
  const { token, number } = await reportByForm(world.program, {}, [{ name: 'a.txt', content: 'a' }]);
  const report = await world.insider.get(`/api/v1/reports/${number}`);
  const [attachment] = report.body.attachments as { id: string }[];
  await ask(world.program, 'POST', `/api/v1/reports/${number}/ask`, {
    body: { message: { text: 'is it this one?', attachmentIds: [attachment?.id] } },
    headers: { ...world.insider.headers, 'if-match': `"${String(report.body.version)}"` },
  });
  const page = await openPage(world.program, `/g/${token}`);
  return { token, fileId: /\/files\/([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? 'no file on the page' };
}

async function linkOf(world: RouteWorld, subjectId: string): Promise<string> {
  const listed = await world.insider.get(`/api/v1/tracking-links?subjectId=${subjectId}`);
  const [first] = (listed.body.items ?? []) as { id: string }[];
  if (first !== undefined) return first.id;
  const made = await world.insider.post('/api/v1/tracking-links', { subjectId });
  return String((made.body.link as { id?: string } | undefined)?.id ?? subjectId);
}

/** Requests for the pages, and for what staff does with their settings and links. */
export const portalRequests = {
  'public-form.show': () => ({}),
  'public-form.submit': async (world: RouteWorld) => ({
    body: { tile: 'other', text: 'text', nonce: (await openPage(world.program, '/report')).nonce },
  }),
  'public-form.privacy': () => ({}),
  'public-form.script': () => ({}),
  'tracking.show': async (world: RouteWorld) => ({ params: { token: await link(world) } }),
  'tracking.reply': async (world: RouteWorld) => {
    const token = await link(world);
    return { params: { token }, body: { text: 'text', nonce: (await openPage(world.program, `/g/${token}`)).nonce } };
  },
  'tracking.file': async (world: RouteWorld) => ({ params: await linkWithFile(world) }),
  'public-form.settings': () => ({}),
  'public-form.change': async (world: RouteWorld) => ({
    version: Number((await world.insider.get('/api/v1/public-form')).body.version),
    body: { isOpen: true },
  }),
  'tracking-links.list': ({ reports }: RouteWorld) => ({ query: `?subjectId=${reports.open}` }),
  'tracking-links.renew': async (world: RouteWorld) => ({ body: { subjectId: (await world.report()).id } }),
  'tracking-links.revoke': async (world: RouteWorld) => ({
    params: { id: await linkOf(world, (await world.report()).id) },
    body: {},
  }),
} satisfies Record<string, (world: RouteWorld) => Prepared | Promise<Prepared>>;

/** The same about a report that the caller cannot see. The pages are no such place: their secret is their permission. */
export const hiddenPortalRequests = {
  'tracking-links.list': (_world: RouteWorld, { report }: Aim): Prepared => ({ query: `?subjectId=${report}` }),
  'tracking-links.renew': (_world: RouteWorld, { report }: Aim): Prepared => ({ body: { subjectId: report } }),
  'tracking-links.revoke': async (world: RouteWorld, { report }: Aim): Promise<Prepared> => ({
    params: { id: await linkOf(world, report) },
    body: {},
  }),
};
