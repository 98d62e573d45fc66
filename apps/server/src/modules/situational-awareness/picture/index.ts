/** The picture of the situation: nothing above needs it. */
export type { Board } from './board.model.ts';
