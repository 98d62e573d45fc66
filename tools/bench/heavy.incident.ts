/** One incident as large as they come: what its page, its timeline and its scope cost. */
export type HeavyIncident = {
  readonly id: string;
  /** Moments at both ends of a narrow window of its timeline. */
  readonly window: { readonly from: string; readonly until: string };
  /** A draft of its closing report, written anew each time that its file is asked for. */
  readonly closingReportId: string;
};

export const heavySizes = { events: 100_000, systems: 1_000, tasks: 200, values: 200, sightings: 200 } as const;

/** A tag and the values of the heavy incident, which the lists of values are narrowed down to. */
const heavyTag = 'heavy-case';
const heavyValue = (at: number) => `192.0.2.${at % 250}`;

/** Asks one route, `body` as JSON or as the bytes of a file, with the version that a record must have. */
export type Post = (path: string, body: object | Buffer, version?: number) => Promise<Record<string, unknown>>;

const firstEvent = Date.UTC(2026, 10, 1);
const stepMs = 20_000;

/** A file as Timesketch takes it; one row in a thousand speaks of the rare word. */
function timesketchFile(): Buffer {
  const rows = Array.from({ length: heavySizes.events }, (_, at) => {
    const moment = new Date(firstEvent + at * stepMs).toISOString();
    const what = at % 1_000 === 7 ? 'mimikatz started' : `logon of user${at % 400} from 10.3.${at % 200}.${at % 90}`;
    return `${moment},Event Logged,"${what}",EVTX,host-${at % 60}`;
  });
  return Buffer.from(['datetime,timestamp_desc,message,data_type,hostname', ...rows, ''].join('\n'));
}

/** Makes the incident by the routes a person would use. `show` reads one record again. */
export async function makeHeavyIncident(
  post: Post,
  show: (path: string) => Promise<Record<string, unknown>>,
): Promise<HeavyIncident> {
  const { id } = await post('/api/v1/incidents', { title: 'a heavy one' });
  const subjectId = String(id);
  for (let at = 0; at < heavySizes.systems; at += 250)
    await post('/api/v1/scope-items', {
      subjectId,
      items: Array.from({ length: 250 }, (_, one) => ({ kind: 'system', name: `PC-${at + one}` })),
    });
  for (let at = 0; at < heavySizes.tasks; at += 100)
    await post('/api/v1/tasks', {
      subjectId,
      tasks: Array.from({ length: 100 }, (_, one) => ({ title: `look at PC-${at + one}` })),
    });
  await post('/api/v1/observables', {
    subjectId,
    tags: [heavyTag],
    values: Array.from({ length: heavySizes.values }, (_, one) => ({ type: 'ipv4', value: heavyValue(one) })),
  });
  for (let at = 0; at < heavySizes.sightings; at += 1)
    await post('/api/v1/sightings', {
      ...{ subjectId, value: heavyValue(at % 20), source: `proxy ${at % 5}` },
      seenAt: new Date(firstEvent + at * stepMs).toISOString(),
    });
  const upload = await post(`/api/v1/timeline-imports?subjectId=${subjectId}&fileName=events.csv`, timesketchFile());
  const path = `/api/v1/timeline-imports/${String(upload.id)}`;
  await post(`${path}/run`, upload.mapping as object, Number(upload.version));
  for (;;) {
    const { state } = await show(path);
    if (state === 'done') break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const middle = firstEvent + (heavySizes.events / 2) * stepMs;
  const window = { from: new Date(middle).toISOString(), until: new Date(middle + 3_600_000).toISOString() };
  const closing = await post(`/api/v1/subjects/${subjectId}/management-reports`, {
    ...{ kind: 'closing', language: 'ja', audience: 'technical', isFinal: false, nextReportAt: null },
  });
  return { id: subjectId, window, closingReportId: String(closing.id) };
}

/** What people ask of it all day. */
export function heavyQuestions({ id, window }: HeavyIncident): { readonly name: string; readonly path: string }[] {
  const of = `subjectId=${id}`;
  const part = `from=${encodeURIComponent(window.from)}&until=${encodeURIComponent(window.until)}`;
  return [
    { name: 'heavy incident, detail', path: `/api/v1/incidents/${id}` },
    { name: 'heavy incident, closing check', path: `/api/v1/incidents/${id}/closing-check?outcome=resolved` },
    { name: 'heavy incident, timeline as a whole', path: `/api/v1/timeline/picture?${of}` },
    { name: 'heavy incident, one hour of it', path: `/api/v1/timeline/picture?${of}&${part}` },
    { name: 'heavy incident, timeline list', path: `/api/v1/timeline?${of}&limit=50` },
    { name: 'heavy incident, rare word in events', path: `/api/v1/timeline?${of}&limit=50&q=mimikatz` },
    { name: 'heavy incident, common word in events', path: `/api/v1/timeline?${of}&limit=50&q=logon` },
    { name: 'heavy incident, picture of a rare word', path: `/api/v1/timeline/picture?${of}&q=mimikatz` },
    { name: 'heavy incident, scope of 1,000', path: `/api/v1/scope-items?${of}` },
    { name: 'heavy incident, summary of scope', path: `/api/v1/scope-summary?${of}` },
    { name: 'heavy incident, tasks', path: `/api/v1/tasks?${of}` },
    { name: 'heavy incident, persons', path: `/api/v1/scope-numbers?${of}` },
    { name: 'heavy incident, files of mails', path: `/api/v1/message-files?${of}` },
    { name: 'heavy incident, sightings', path: `/api/v1/sightings?${of}&limit=50` },
    { name: 'observables, of one tag', path: `/api/v1/observables?limit=50&tag=${heavyTag}` },
  ];
}
