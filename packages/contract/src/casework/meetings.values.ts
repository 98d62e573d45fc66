/** `planned` → `in-session` → `closed` → `confirmed`; a correction leads back to `closed`. */
export const meetingStates = ['planned', 'in-session', 'closed', 'confirmed', 'cancelled'] as const;
/** States in which something may still be noted. */
export const notableMeetingStates = ['in-session', 'closed'] as const;
/** `invited`: nothing is known yet. `left`: was there and has gone. */
export const attendanceStates = ['invited', 'present', 'left', 'absent'] as const;
export const attendanceActs = ['came', 'left', 'absent'] as const;
/** `attendance`: written by Matoi when somebody came or left later. `struck`: takes back what it corrects. */
export const meetingLineKinds = ['note', 'decision', 'task', 'attendance', 'struck'] as const;
export const meetingFormats = ['pdf', 'docx', 'csv', 'ics'] as const;
export const minutesFormats = ['pdf', 'docx'] as const;
/** What can be sent to those who are invited. */
export const meetingMails = ['invitation', 'minutes'] as const;
export const mostAttendees = 60;
export const mostAgendaItems = 40;

export type MeetingState = (typeof meetingStates)[number];
export type AttendanceState = (typeof attendanceStates)[number];
export type AttendanceAct = (typeof attendanceActs)[number];
export type MeetingLineKind = (typeof meetingLineKinds)[number];
export type MeetingFormat = (typeof meetingFormats)[number];
export type MinutesFormat = (typeof minutesFormats)[number];
export type MeetingMail = (typeof meetingMails)[number];
