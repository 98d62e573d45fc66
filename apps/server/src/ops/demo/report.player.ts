import type { Actor } from '../../platform/access/index.ts';
import type { Desk } from './desk.ts';
import { writeMail } from './mail.write.ts';
import { teamAddress } from './people.ts';
import type { Calendar, Step } from './plan.ts';
import type { DemoReport } from './story.model.ts';

/** Ids of the reports that came in so far, by their keys. */
export type ReportIds = Map<string, string>;

const minute = 60_000;

/** The steps of one report: it comes in, is judged, and something becomes of it. */
export function stepsOfReport(
  report: DemoReport,
  given: { readonly calendar: Calendar; readonly ids: ReportIds; readonly soc: Actor },
): readonly Step[] {
  const { calendar, ids, soc } = given;
  const idOf = (key: string) => {
    const id = ids.get(key);
    if (id === undefined) throw new TypeError(`the report ${key} is not there yet`);
    return id;
  };
  const steps: Step[] = [
    {
      at: calendar.at(report.at),
      async act(desk) {
        await enter(desk, report, { calendar, soc });
        const [newest] = (await desk.call('kurata', 'GET /api/v1/reports', { query: { sort: 'newest', limit: 1 } }))
          .items;
        if (newest === undefined) throw new TypeError(`the report ${report.key} did not arrive`);
        ids.set(report.key, newest.id);
      },
    },
  ];
  const { triage, fate } = report;
  if (triage !== undefined) {
    const { classCode, impact, urgency, by, to } = triage;
    steps.push({
      at: calendar.at(triage.at),
      async act(desk) {
        const params = { id: idOf(report.key) };
        await desk.call(by, 'POST /api/v1/reports/{id}/look', { params, body: {} });
        const version = await versionOf(desk, params.id);
        const body = { classCode, impact, urgency, isConfirmed: true };
        const judged = await desk.call(by, 'PATCH /api/v1/reports/{id}', { params, body, version });
        if (to !== undefined)
          await desk.call(by, 'POST /api/v1/reports/{id}/assign', {
            params,
            body: { accountId: desk.idOf(to) },
            version: judged.version,
          });
      },
    });
  }
  switch (fate.kind) {
    case 'new':
    case 'incident':
      return steps;
    case 'closed': {
      const { at, by, outcome, reason } = fate;
      const act = async (desk: Desk) => {
        const params = { id: idOf(report.key) };
        const version = await versionOf(desk, params.id);
        await desk.call(by, 'POST /api/v1/reports/{id}/close', { params, body: { outcome, reason }, version });
      };
      return [...steps, { at: calendar.at(at), act }];
    }
    case 'handed-over': {
      const { at, by, to, reason } = fate;
      const act = async (desk: Desk) => {
        const params = { id: idOf(report.key) };
        const version = await versionOf(desk, params.id);
        await desk.call(by, 'POST /api/v1/reports/{id}/hand-over', { params, body: { to, reason }, version });
      };
      return [...steps, { at: calendar.at(at), act }];
    }
    case 'merged': {
      const { at, by, into } = fate;
      const act = async (desk: Desk) => {
        const params = { id: idOf(report.key) };
        const version = await versionOf(desk, params.id);
        await desk.call(by, 'POST /api/v1/reports/{id}/merge', { params, body: { intoId: idOf(into) }, version });
      };
      return [...steps, { at: calendar.at(at), act }];
    }
    case 'asked': {
      const { at, by, text } = fate;
      const act = async (desk: Desk) => {
        const params = { id: idOf(report.key) };
        const version = await versionOf(desk, params.id);
        await desk.call(by, 'POST /api/v1/reports/{id}/ask', { params, body: { message: { text } }, version });
      };
      return [...steps, { at: calendar.at(at), act }];
    }
    case 'snoozed': {
      const { at, by, hours } = fate;
      const act = async (desk: Desk) => {
        const params = { id: idOf(report.key) };
        const version = await versionOf(desk, params.id);
        const until = calendar.later(hours * 60);
        await desk.call(by, 'POST /api/v1/reports/{id}/snooze', { params, body: { until }, version });
      };
      return [...steps, { at: calendar.at(at), act }];
    }
    default:
      return fate satisfies never;
  }
}

async function versionOf(desk: Desk, id: string): Promise<number> {
  return (await desk.call('kurata', 'GET /api/v1/reports/{id}', { params: { id } })).version;
}

async function enter(
  desk: Desk,
  { key, at, title, text, from }: DemoReport,
  { calendar, soc }: { readonly calendar: Calendar; readonly soc: Actor },
): Promise<void> {
  const moment = calendar.at(at);
  switch (from.channel) {
    case 'mail': {
      const { name, address, html, file } = from;
      const raw = writeMail({
        from: { name, address },
        to: teamAddress,
        subject: title,
        text,
        date: new Date(moment.getTime() - minute),
        messageId: `${key}.${moment.getTime()}@${address.slice(address.indexOf('@') + 1)}`,
        html: html ?? null,
        file: file ?? null,
      });
      return desk.receive(raw, address);
    }
    case 'form': {
      const { tile, name, contact, locale } = from;
      await desk.fillIn({ tile, text: `${title}\n\n${text}`, name, contact, locale });
      return;
    }
    case 'phone': {
      const { by, name, department, phone, isUrgent = false } = from;
      const body = {
        text: `${title}\n\n${text}`,
        callerName: name,
        callerDepartment: department,
        callerPhone: phone,
        isUrgent,
      };
      await desk.call(by, 'POST /api/v1/reports/calls', { body });
      return;
    }
    case 'api': {
      const { rule, hosts, severity, count = 1 } = from;
      const detectedAt = new Date(moment.getTime() - 4 * minute).toISOString();
      const body = {
        title,
        text,
        source: 'soc-east',
        externalId: `SOC-${key}`,
        rule,
        hosts: [...hosts],
        severity,
        count,
        detectedAt,
      };
      await desk.call(soc, 'POST /api/v1/reports', { body });
      return;
    }
    default:
      from satisfies never;
  }
}
