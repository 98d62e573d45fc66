/** The board: the home of the application. */
export const boardLink = '/situational-awareness/board';
/** The same for a screen on the wall. */
export const wallLink = '/situational-awareness/wall';
