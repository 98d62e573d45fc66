/** What the team says of itself, for the pages for everybody. */
export type { Part, PartBlock } from './charter.model.ts';
export { charterText, publicCharter } from './charter.queries.ts';
