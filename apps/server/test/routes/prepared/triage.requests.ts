import type { RouteWorld } from '../../support/route-world.ts';
import { anyName, type PreparedRequests } from './shapes.ts';

const triageClass = () => ({
  code: `own:${anyName()}`,
  name: { ja: '分類', en: 'class' },
  rsitCode: null,
  isMalicious: false,
});

async function shown(world: RouteWorld, setting: string): Promise<Record<string, unknown>> {
  return (await world.insider.get(`/api/v1/${setting}`)).body;
}

export const triageRequests = {
  'triage-classes.list': () => ({}),
  'triage-classes.add': () => ({ body: triageClass() }),
  'triage-classes.change': async (world) => {
    const { code } = triageClass();
    const added = await world.administrator.post('/api/v1/triage-classes', { ...triageClass(), code });
    return { params: { code }, version: Number(added.body.version), body: { isRetired: true } };
  },
  'triage-priorities.show': () => ({}),
  'triage-priorities.change': async (world) => {
    const { table, latestVersion } = await shown(world, 'triage-priorities');
    return { version: Number(latestVersion), body: { table } };
  },
  'triage-rules.show': () => ({}),
  'triage-rules.change': async (world) => {
    const { rules, latestVersion } = await shown(world, 'triage-rules');
    return { version: Number(latestVersion), body: { rules } };
  },
  'triage-rules.try': () => ({ body: { sample: { title: 'title', text: 'text' } } }),
  'service-levels.show': () => ({}),
  'service-levels.change': async (world) => {
    const { levels, version } = await shown(world, 'service-levels');
    return { version: Number(version), body: { levels } };
  },
  'business-calendars.show': () => ({}),
  'business-calendars.change': async (world) => {
    const { calendar, version } = await shown(world, 'business-calendar');
    return { version: Number(version), body: { calendar } };
  },
} satisfies PreparedRequests;
