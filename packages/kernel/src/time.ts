/** The calendar year of a moment in a zone (IANA name), as used in readable numbers. */
export function yearIn(zone: string, moment: Date): number {
  return Number(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric' }).format(moment));
}

/** True when this runtime knows the IANA zone name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
