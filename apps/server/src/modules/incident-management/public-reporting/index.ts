/** The report form for everybody, and the page of a link by which a reporter follows a report. For the portal alone. */
export type { FormProblems, VersionedForm } from './form.model.ts';
export { publicForm } from './form.queries.ts';
export { cleanText, problemsOf } from './form.rules.ts';
export { defaultForm } from './form.store.ts';
export { submitForm } from './submission.commands.ts';
export { replyAsReporter } from './tracking.commands.ts';
export { type Tracked, trackedFile, trackedReport } from './tracking.queries.ts';
