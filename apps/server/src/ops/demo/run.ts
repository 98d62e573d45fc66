import type { Ground } from '../../platform/composition/index.ts';
import { hashPassword } from '../../platform/identity/index.ts';
import { stepsOfCalls } from './call.player.ts';
import { stepsOfDecisions } from './decision.player.ts';
import { openDesk } from './desk.ts';
import { stepsOfDuties } from './duty.player.ts';
import { stepsOfIncident } from './incident.player.ts';
import { defacement, vpn } from './incidents/closed.incidents.ts';
import { insider, mailFraud, phishing } from './incidents/current.incidents.ts';
import { missent, stuffing } from './incidents/data.incidents.ts';
import { ransomware } from './incidents/ransomware.incident.ts';
import { falseAlarm, lostPhone, scam } from './incidents/small.incidents.ts';
import { supplier } from './incidents/supplier.incident.ts';
import { stepsOfMeetings } from './meeting.player.ts';
import { people, teamAddress, teamName } from './people.ts';
import { inOrder, makeCalendar } from './plan.ts';
import type { Place } from './playing.ts';
import { type ReportIds, stepsOfReport } from './report.player.ts';
import { earlierReports } from './reports/earlier.reports.ts';
import { incidentReports } from './reports/incident.reports.ts';
import { recentReports } from './reports/recent.reports.ts';
import type { DemoIncident, DemoReport } from './story.model.ts';
import { stepsOfTeam } from './team.player.ts';

const zone = 'Asia/Tokyo';

/** Relations name an incident by its place here. */
export const demoIncidents: readonly DemoIncident[] = [
  ransomware,
  missent,
  stuffing,
  supplier,
  lostPhone,
  mailFraud,
  vpn,
  defacement,
  scam,
  phishing,
  falseAlarm,
  insider,
];
export const demoReports: readonly DemoReport[] = [...earlierReports, ...incidentReports, ...recentReports];

/**
 * Whether an installation has no records yet, in any compartment. Accounts may be there. Looks with the rights of the owner
 * of the database: what only some people see must not be taken for nothing.
 */
export async function isFresh({ databases }: Pick<Ground, 'databases'>): Promise<boolean> {
  const row = await databases.owner.selectFrom('platform.subject').select('id').limit(1).executeTakeFirst();
  return row === undefined;
}

/**
 * Fills an installation with an invented team and its last six weeks, by the acts of invented people through the
 * handlers that people use. The same for the same `now`; no mail ever leaves.
 */
export async function runDemo(given: {
  readonly ground: Ground;
  readonly publicUrl: string;
  readonly now: Date;
  readonly password: string;
  readonly say: (line: string) => void;
}): Promise<{ readonly reports: number; readonly incidents: number }> {
  const { ground, publicUrl, now, password, say } = given;
  const calendar = makeCalendar(now, zone);
  const desk = openDesk({ ground, publicUrl, start: calendar.at('-42 09:00') });
  try {
    const passwordHash = await hashPassword(password);
    for (const person of people) await desk.enter(person, passwordHash);
    // Without automatic mail nothing waits for a relay that somebody may set later.
    const settings = { teamName, zone, mailFrom: teamAddress, automaticMail: false };
    await desk.call('kurata', 'PATCH /api/v1/settings', { body: settings });
    const ids: ReportIds = new Map();
    const places: Place[] = demoIncidents.map(() => ({ id: '' }));
    const placeOf = (story: DemoIncident): Place => places[demoIncidents.indexOf(story)] ?? { id: '' };
    const soc = await desk.machine('soc-east');
    const steps = inOrder([
      ...stepsOfTeam(calendar),
      ...stepsOfCalls(calendar, placeOf(ransomware)),
      ...stepsOfDecisions(calendar, placeOf(ransomware)),
      ...stepsOfMeetings(calendar, placeOf(ransomware)),
      ...stepsOfDuties(calendar, { ransomware: placeOf(ransomware), stuffing: placeOf(stuffing) }),
      ...demoReports.flatMap((report) => stepsOfReport(report, { calendar, ids, soc })),
      ...demoIncidents.flatMap((story, at) =>
        stepsOfIncident(story, { calendar, reports: ids, place: places[at] ?? { id: '' }, places }),
      ),
    ]);
    for (const [done, step] of steps.entries()) {
      if (done % 100 === 0) say(`${done} of ${steps.length} acts`);
      desk.setClock(step.at);
      await step.act(desk);
    }
    return { reports: demoReports.length, incidents: demoIncidents.length };
  } finally {
    await desk.stop();
  }
}
