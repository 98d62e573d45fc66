import { charterTextKeys } from '@matoi/contract';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { PreparedRequests } from './shapes.ts';

const said = { ja: 'あ', en: 'a' };
const definition = {
  texts: Object.fromEntries(charterTextKeys.map((key) => [key, said])),
  lines: { telephone: '', facsimile: '', mail: 'csirt@example.co.jp', keyFingerprint: '', keyAddress: '' },
  services: [{ code: '6.1', text: { ja: '', en: '' } }],
  namesMatrix: false,
};

type Draft = { readonly version: number; readonly contentHash: string };

async function draft(world: RouteWorld): Promise<Draft> {
  const { body } = await world.administrator.get('/api/v1/charter/draft');
  const saved = await ask(world.program, 'POST', '/api/v1/charter/draft', {
    body: { definition },
    headers: { ...world.administrator.headers, 'if-match': `"${String(body.version)}"` },
  });
  return saved.body as Draft;
}

let published: Promise<void> | undefined;

/** A first version, in force and public. Made once for all requests. */
async function publish(world: RouteWorld): Promise<void> {
  const { version, contentHash } = await draft(world);
  await ask(world.program, 'POST', '/api/v1/charter/draft/approve', {
    body: { contentHash, effectiveAt: null, note: 'x' },
    headers: { ...world.insider.headers, 'if-match': `"${version}"` },
  });
  await world.administrator.post('/api/v1/charter/publication', { isPublic: true });
}
const inForce = (world: RouteWorld) => {
  published ??= publish(world);
  return published;
};

/** Requests about what the team says of itself. */
export const charterRequests = {
  'charter.show': () => ({}),
  'charter.version': async (world) => {
    await inForce(world);
    return { params: { number: '1' } };
  },
  'charter.draft': () => ({}),
  'charter.save-draft': async (world) => ({
    version: Number((await world.administrator.get('/api/v1/charter/draft')).body.version),
    body: { definition },
  }),
  'charter.discard-draft': async (world) => ({ version: (await draft(world)).version, body: {} }),
  'charter.approve': async (world) => {
    const { version, contentHash } = await draft(world);
    return { version, body: { contentHash, effectiveAt: null, note: 'x' } };
  },
  'charter.document': async (world) => {
    await inForce(world);
    return { params: { number: '1' }, query: '?format=txt&language=en' };
  },
  'charter.publish': async (world) => {
    await inForce(world);
    return { body: { isPublic: true } };
  },
  'charter-page.show': async (world) => {
    await inForce(world);
    return {};
  },
  'charter-page.text': async (world) => {
    await inForce(world);
    return { query: '?lang=en' };
  },
} satisfies PreparedRequests;
