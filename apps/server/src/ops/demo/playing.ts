import type { Desk } from './desk.ts';
import type { PersonKey } from './people.ts';
import type { Calendar, When } from './plan.ts';
import type { DemoIncident } from './story.model.ts';

/** Where an incident stands while it is played: its id once it was opened. */
export type Place = { id: string };

/** What the parts of the player of one incident are given. */
export type Playing = {
  readonly story: DemoIncident;
  readonly place: Place;
  readonly calendar: Calendar;
  /** Places a step of this incident. */
  add(when: When, by: PersonKey, act: (desk: Desk, by: PersonKey) => Promise<unknown>): void;
};

/** The version of an incident as somebody sees it now. */
export async function versionOf(desk: Desk, by: PersonKey, id: string): Promise<number> {
  return (await desk.call(by, 'GET /api/v1/incidents/{id}', { params: { id } })).version;
}
