import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { HandlingPhase, IncidentFunction, PhaseMove, Precision, Severity } from '@matoi/contract';

type Params = Readonly<Record<string, string>>;

/** Words for the journal in both languages, so that whoever reads or prints an act needs to know none of our codes. */
export function inBoth(name: string, key: SentenceKey, params: (language: 'ja' | 'en') => Params = () => ({})): Params {
  return { [`${name}Ja`]: sentence('ja', key, params('ja')), [`${name}En`]: sentence('en', key, params('en')) };
}

const moved = {
  advance: 'incidents.moved.advance',
  start: 'incidents.moved.start',
  finish: 'incidents.moved.finish',
  skip: 'incidents.moved.skip',
  resume: 'incidents.moved.resume',
  back: 'incidents.moved.back',
} as const satisfies Record<PhaseMove, SentenceKey>;

/** What was done with a phase. */
export function movedPhase(phase: HandlingPhase, move: PhaseMove): Params {
  return inBoth('text', moved[move], (language) => ({ phase: sentence(language, `incidents.phase.${phase}`) }));
}

/** What somebody is in an incident. */
export function functionWords(one: IncidentFunction): Params {
  return inBoth('function', `terms.function.${one}`);
}

/** How bad it is. */
export function severityWords(severity: Severity): Params {
  return inBoth('severity', `terms.severity.${severity}`);
}

/** A moment on the clocks of a zone, no more exact than it is known. */
export function localMoment(at: Date, zone: string, precision: Precision = 'minute'): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  if (precision === 'month') return text.slice(0, 7);
  if (precision === 'date') return text.slice(0, 10);
  return precision === 'hour' ? `${text.slice(0, 13)}:00± (${zone})` : `${text} (${zone})`;
}
