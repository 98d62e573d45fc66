import { type Binding, bind } from '../../../platform/http/index.ts';
import { showBoard } from './board.queries.ts';

/** Binds the board. */
export function boardBindings(): readonly Binding[] {
  return [bind('picture.show', (call) => call.read(showBoard))];
}
